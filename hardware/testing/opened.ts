import type { Closable, Link, LinkError, Opener } from '../transport/transport.ts';

export interface Opened<L extends Closable = Link> {
  readonly link: L;
  readonly losses: LinkError[];
  /** What came, as the link gave it. */
  readonly pieces: Uint8Array[];
  /** Resolves with all bytes received once there are that many. */
  received(count: number): Promise<Buffer>;
  readonly lost: Promise<LinkError>;
}

/** Opens a link and collects what it tells. */
export async function mustOpen<L extends Closable>(opener: Opener<L>): Promise<Opened<L>> {
  const losses: LinkError[] = [];
  const pieces: Uint8Array[] = [];
  let onBytes = (): void => undefined;
  const lost = Promise.withResolvers<LinkError>();
  const handlers = {
    onData: (more: Uint8Array): void => {
      pieces.push(more);
      onBytes();
    },
    onLost: (reason: LinkError): void => {
      losses.push(reason);
      lost.resolve(reason);
    },
  };
  const outcome = await opener.open(handlers, new AbortController().signal);
  if (!outcome.ok) throw new Error(`open failed: ${outcome.error.code} ${outcome.error.detail}`);
  const received = async (count: number): Promise<Buffer> => {
    while (Buffer.concat(pieces).length < count) await new Promise<void>((done) => (onBytes = done));
    return Buffer.concat(pieces);
  };
  return { link: outcome.link, losses, pieces, received, lost: lost.promise };
}

/** Why an opening fails; `opened` if it does not. */
export async function refusalOf<L extends Closable>(
  opener: Opener<L>,
  signal = new AbortController().signal,
): Promise<string> {
  const outcome = await opener.open({ onData: () => undefined, onLost: () => undefined }, signal);
  if (!outcome.ok) return outcome.error.code;
  await outcome.link.close();
  return 'opened';
}
