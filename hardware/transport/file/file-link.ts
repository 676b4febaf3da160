import type { FileHandle } from 'node:fs/promises';
import type { Clock } from '../../link/clock.ts';
import { watchNode } from '../device-node.ts';
import { systemCode } from '../open-errors.ts';
import type { Link, LinkError, LinkHandlers } from '../transport.ts';

interface OpenFile {
  /** Opened so that it never waits. */
  readonly handle: FileHandle;
  readonly path: string;
  /** See `nodeOf`. */
  readonly node: string;
  readonly isTwoWay: boolean;
}

/** Half of what the Linux printer driver takes at once. */
const PIECE_BYTES = 4096;
const READ_BYTES = 1024;
/** A device that can neither take nor give anything now is asked again after this. */
const RETRY_MS = 20;
/**
 * Nothing tells that a printer has answered, so it must be asked, but only while an answer can be due. The longest wait
 * is the one for the end of a slip: it comes when the paper is out.
 */
const ANSWER_MS = 15_000;

export function fileLink({ handle, path, node, isTwoWay }: OpenFile, clock: Clock, handlers: LinkHandlers): Link {
  const buffer = Buffer.alloc(READ_BYTES);
  const ended = Promise.withResolvers<undefined>();
  let open = true;
  const isOpen = (): boolean => open;
  let canAnswer = isTwoWay;
  let answerUntilMs = 0;
  let sent: Promise<void> = Promise.resolve();
  let reading: Promise<void> | null = null;
  let closed: Promise<void> | null = null;
  const unwatch = watchNode(path, node, clock, () => lose('device node gone'));

  function end(): void {
    open = false;
    unwatch();
    ended.resolve(undefined);
  }

  function lose(detail: string): void {
    if (!open) return;
    const reason: LinkError = { code: 'lost', detail };
    end();
    handlers.onLost(reason);
    void close();
  }

  function close(): Promise<void> {
    end();
    closed ??= Promise.all([sent, reading]).then(() => handle.close());
    return closed;
  }

  function pause(): Promise<unknown> {
    return Promise.race([ended.promise, new Promise<void>((over) => void clock.after(RETRY_MS, over))]);
  }

  async function send(bytes: Uint8Array): Promise<void> {
    for (let at = 0; at < bytes.length && open;) {
      try {
        const { bytesWritten } = await handle.write(bytes, at, Math.min(PIECE_BYTES, bytes.length - at), null);
        at += bytesWritten;
        expectAnswer();
      } catch (error) {
        if (systemCode(error) === 'EAGAIN') await pause();
        else lose(`write ${systemCode(error)}`);
      }
    }
  }

  function expectAnswer(): void {
    answerUntilMs = clock.nowMs() + ANSWER_MS;
    reading ??= readAnswers().finally(() => {
      reading = null;
    });
  }

  async function readAnswers(): Promise<void> {
    while (open && canAnswer && clock.nowMs() < answerUntilMs) {
      const count = await read();
      if (count === 0) await pause();
      else if (isOpen()) handlers.onData(Uint8Array.from(buffer.subarray(0, count)));
    }
  }

  async function read(): Promise<number> {
    try {
      return (await handle.read(buffer, 0, READ_BYTES, null)).bytesRead;
    } catch (error) {
      const system = systemCode(error);
      // What the printer driver says of a printer that only listens.
      if (system === 'EINVAL') canAnswer = false;
      else if (system !== 'EAGAIN') lose(`read ${system}`);
      return 0;
    }
  }

  return {
    write: (bytes) => {
      const own = Uint8Array.from(bytes);
      sent = sent.then(() => send(own));
    },
    setBaud: () => undefined,
    drain: () => Promise.race([ended.promise, sent]),
    close,
  };
}
