/** Asks inquiries on one link, one after the other, each with its limit. */
import type { Clock } from '../link/clock.ts';
import { wireMs } from '../sdt/commands.ts';
import type { Link, LinkError, Transport } from '../transport/transport.ts';
import type { Finding, Inquiry } from './inquiries.ts';

export interface ConversationOptions {
  readonly transport: Transport;
  readonly rates: readonly number[];
  readonly inquiries: readonly Inquiry[];
  readonly clock: Clock;
  /** Ends it soon, with nothing found. */
  readonly signal: AbortSignal;
  readonly onRate: (baud: number) => void;
}

export type Conversed =
  | { readonly kind: 'found'; readonly finding: Finding; readonly baud: number }
  | { readonly kind: 'mute' }
  | { readonly kind: 'no-link'; readonly error: LinkError };

/** The longest answer to any of the questions is a firmware text of a few hundred bytes. */
const ANSWER_BYTES = 400;

export async function converse(options: ConversationOptions): Promise<Conversed> {
  const { transport, rates, inquiries, clock, signal, onRate } = options;
  const ears = createEars();
  const opened = await transport.open(ears.handlers, signal);
  if (!opened.ok) return { kind: 'no-link', error: opened.error };
  const { link } = opened;
  try {
    await pause(clock, transport.settleMs);
    for (const baud of rates) {
      link.setBaud(baud);
      onRate(baud);
      for (const inquiry of inquiries) {
        const finding = await ask({ link, ears, clock, signal }, inquiry, baud);
        if (finding !== null) return { kind: 'found', finding, baud };
      }
    }
    const error = ears.lost();
    return error === null ? { kind: 'mute' } : { kind: 'no-link', error };
  } finally {
    await link.close();
  }
}

interface Line {
  readonly link: Link;
  readonly ears: Ears;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

async function ask({ link, ears, clock, signal }: Line, inquiry: Inquiry, baud: number): Promise<Finding | null> {
  if (signal.aborted || ears.lost() !== null) return null;
  const answer = Promise.withResolvers<Finding | null>();
  const listener = inquiry.listen();
  const giveUp = (): void => answer.resolve(listener.soFar?.() ?? null);
  ears.hear((bytes) => {
    const finding = bytes === null ? null : listener.hear(bytes);
    if (finding !== null || bytes === null) answer.resolve(finding);
  });
  signal.addEventListener('abort', giveUp);
  const limitMs = inquiry.answerMs + wireMs(inquiry.question.length + ANSWER_BYTES, baud);
  const cancelLimit = clock.after(limitMs, giveUp);
  link.write(inquiry.question);
  const finding = await answer.promise;
  cancelLimit();
  signal.removeEventListener('abort', giveUp);
  if (finding !== null && inquiry.thanks !== null) link.write(inquiry.thanks);
  return finding;
}

interface Ears {
  readonly handlers: { onData(bytes: Uint8Array): void; onLost(reason: LinkError): void };
  /** Replaces who listens; null means that the link has ended. */
  hear(listener: (bytes: Uint8Array | null) => void): void;
  lost(): LinkError | null;
}

function createEars(): Ears {
  let lost: LinkError | null = null;
  let listener: (bytes: Uint8Array | null) => void = () => undefined;
  return {
    handlers: {
      onData: (bytes) => listener(bytes),
      onLost: (reason) => {
        lost = reason;
        listener(null);
      },
    },
    hear: (next) => {
      listener = next;
    },
    lost: () => lost,
  };
}

function pause(clock: Clock, ms: number): Promise<void> {
  return ms === 0 ? Promise.resolve() : new Promise((done) => void clock.after(ms, done));
}
