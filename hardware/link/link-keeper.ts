import type { Closable, Link, LinkError, LinkErrorCode, Opener } from '../transport/transport.ts';
import { LOOK_EVERY_MS, backOffMs, isAbsence } from './back-off.ts';
import type { Clock } from './clock.ts';
import { noTimer } from './clock.ts';

/** Keeps one link open for ever. Every driver uses it, so reconnecting is done in one way. */
export interface LinkKeeper {
  /** Begins the first opening. Once only. */
  start(): void;
  /** The device has answered: the outage is over and the back-off begins anew. */
  confirm(): void;
  /** The driver gives the open link up. `onClosed` follows at once, then the link is opened again. */
  fail(reason: LinkError): void;
  /** Closes for good; no callback follows. Resolves when the port is free. */
  stop(): Promise<void>;
}

export interface LinkKeeperOptions<L extends Closable = Link> {
  readonly transport: Opener<L>;
  readonly clock: Clock;
  readonly onOpen: (link: L) => void;
  readonly onData: (bytes: Uint8Array) => void;
  /** An opening failed or a link ended. `isNews` is true once per outage: from loss to `confirm()`. */
  readonly onClosed: (reason: LinkError, isNews: boolean) => void;
}

export function keepLink<L extends Closable>(options: LinkKeeperOptions<L>): LinkKeeper {
  const { transport, clock } = options;
  const stopping = new AbortController();
  let failures = 0;
  let lastCode: LinkErrorCode | null = null;
  let outageTold = false;
  let current: L | null = null;
  let busy: Promise<void> = Promise.resolve();
  let cancelWait = noTimer;

  async function open(): Promise<void> {
    // Events of an older link are nobody's business once that link has been given up.
    let own: L | null = null;
    const isCurrent = (): boolean => own !== null && own === current;
    const handlers = {
      onData: (bytes: Uint8Array): void => {
        if (isCurrent()) options.onData(bytes);
      },
      onLost: (reason: LinkError): void => {
        if (isCurrent()) fail(reason);
      },
    };
    const outcome = await transport.open(handlers, stopping.signal);
    if (stopping.signal.aborted) {
      if (outcome.ok) await outcome.link.close();
    } else if (outcome.ok) {
      own = outcome.link;
      current = own;
      options.onOpen(own);
    } else {
      scheduleAfter(outcome.error);
    }
  }

  function fail(reason: LinkError): void {
    if (current === null) return;
    const ended = current;
    current = null;
    busy = ended.close();
    scheduleAfter(reason);
  }

  function scheduleAfter(reason: LinkError): void {
    // A device that has just come back may not have its permissions yet, or be starting: that is not an old trouble.
    const isJustBack = lastCode !== null && isAbsence(lastCode) && !isAbsence(reason.code);
    failures = isJustBack ? 1 : failures + 1;
    lastCode = reason.code;
    const isNews = !outageTold;
    outageTold = true;
    const waitMs = backOffMs(failures, reason.code);
    const { presence } = transport;
    if (presence === undefined || waitMs <= LOOK_EVERY_MS) openAfter(waitMs);
    else void presence().then((before) => openAfterUnlessNew(waitMs, presence, before));
    options.onClosed(reason, isNews);
  }

  function openAfter(waitMs: number): void {
    cancelWait = clock.after(waitMs, () => {
      busy = busy.then(open);
    });
  }

  /** Whoever plugs a mute device out and in again must not wait for the next try. */
  function openAfterUnlessNew(waitMs: number, presence: () => Promise<string>, before: string): void {
    if (stopping.signal.aborted) return;
    if (waitMs <= LOOK_EVERY_MS) {
      openAfter(waitMs);
      return;
    }
    cancelWait = clock.after(LOOK_EVERY_MS, () => {
      void presence().then((now) => {
        if (now === before) openAfterUnlessNew(waitMs - LOOK_EVERY_MS, presence, before);
        else if (!stopping.signal.aborted) openAnew();
      });
    });
  }

  function openAnew(): void {
    failures = 0;
    busy = busy.then(open);
  }

  return {
    start: () => {
      busy = open();
    },
    confirm: () => {
      failures = 0;
      outageTold = false;
    },
    fail,
    stop: async () => {
      stopping.abort();
      cancelWait();
      const ended = current;
      current = null;
      await Promise.all([busy, ended?.close()]);
    },
  };
}
