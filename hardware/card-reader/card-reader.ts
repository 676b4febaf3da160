/** The thin shell around the machine: performs its effects, feeds back what came of them. No rules in here. */
import type { Clock } from '../link/clock.ts';
import { noTimer, systemClock } from '../link/clock.ts';
import { keepLink } from '../link/link-keeper.ts';
import type { Meter } from '../link/meter.ts';
import { noMeter } from '../link/meter.ts';
import { createTransport } from '../transport/create.ts';
import type { Link, Transport } from '../transport/transport.ts';
import type { CardReaderEvent } from './events.ts';
import { createExchange } from './exchange.ts';
import { initialState, next } from './machine.ts';
import { inOrder } from '../link/signal-queue.ts';
import type { Effect, ReaderSignal, ReaderState } from './state.ts';

export interface CardReader {
  /** Opens the link and keeps it open for ever. Once only. The reader rests until `wake`. */
  start(): void;
  /** No event comes after this call. Resolves when the port is free. */
  stop(): Promise<void>;
  /** Look for cards. A lying card that was already reported is not reported again before it was taken away. */
  wake(): void;
  /** Stop looking for cards; the link, the reader and a lying card are still watched. */
  rest(): void;
  /** Wakes, and makes the reader forget that it has read the lying card, so that it is read again. */
  reread(): void;
}

export interface CardReaderOptions {
  /** See `parseAddress`; an address that it refuses throws a TypeError. */
  readonly address: string;
  readonly onEvent: (event: CardReaderEvent) => void;
  readonly clock?: Clock;
  readonly meter?: Meter;
}

export function createCardReader({ address, clock = systemClock, ...options }: CardReaderOptions): CardReader {
  return createCardReaderOn({ transport: createTransport(address, clock), clock, ...options });
}

interface OptionsOn extends Omit<CardReaderOptions, 'address' | 'clock'> {
  readonly transport: Transport;
  readonly clock: Clock;
}

export function createCardReaderOn(options: OptionsOn): CardReader {
  const { transport, clock, onEvent, meter = noMeter } = options;
  let state: ReaderState = initialState;
  let link: Link | null = null;
  let baud = firstRate(transport);
  /** The rate that it last answered at. */
  let knownBaud = baud;
  let cancelWait = noTimer;
  let closing: Promise<void> = Promise.resolve();
  let isStarted = false;
  let isStopped = false;

  const feed = inOrder<ReaderSignal>(take);
  const exchange = createExchange({ clock, meter, write: (bytes) => link?.write(bytes), onOutcome: feed });
  const keeper = keepLink({
    transport,
    clock,
    onOpen: (opened) => {
      link = opened;
      baud = knownBaud;
      if (baud !== firstRate(transport)) opened.setBaud(baud);
      feed({ kind: 'opened', settleMs: transport.settleMs, rates: ratesFrom(baud, transport.rates) });
    },
    onData: exchange.receive,
    onClosed: (reason, isNews) => {
      leaveLink();
      feed({ kind: 'lost', reason, isNews });
    },
  });

  function leaveLink(): void {
    link = null;
    exchange.cancel();
    cancelWait();
  }

  function take(signal: ReaderSignal): void {
    const step = next(state, signal);
    if (!step.ok) throw new Error(`card reader: ${signal.kind} in ${state.at} is impossible`);
    state = step.state;
    for (const effect of step.effects) perform(effect);
  }

  function perform(effect: Effect): void {
    switch (effect.do) {
      case 'open-link':
        keeper.start();
        return;
      case 'close-link':
        leaveLink();
        closing = keeper.stop();
        return;
      case 'drop-link':
        keeper.fail(effect.reason);
        return;
      case 'confirm-link':
        keeper.confirm();
        return;
      case 'set-baud':
        baud = effect.baud;
        link?.setBaud(effect.baud);
        return;
      case 'send':
        cancelWait();
        exchange.begin(effect.command, baud);
        return;
      case 'wait':
        cancelWait();
        cancelWait = clock.after(effect.ms, () => feed({ kind: 'waited' }));
        return;
      case 'tell':
        if (effect.event.kind === 'ready') knownBaud = baud;
        note(meter, effect.event, baud);
        if (!isStopped) onEvent(effect.event);
        return;
    }
  }

  return {
    start: () => {
      if (isStarted) throw new Error('a card reader starts once');
      isStarted = true;
      feed({ kind: 'start' });
    },
    stop: async () => {
      isStopped = true;
      feed({ kind: 'stop' });
      // Called from within `onEvent`, the signal waits for the running step, which ends before this does.
      await Promise.resolve();
      await closing;
    },
    wake: () => feed({ kind: 'wake' }),
    rest: () => feed({ kind: 'rest' }),
    reread: () => feed({ kind: 'reread' }),
  };
}

function note(meter: Meter, event: CardReaderEvent, baud: number): void {
  if (event.kind === 'ready') meter.identity({ baud, ...(event.samId === null ? {} : { samId: event.samId }) });
  if (event.kind === 'read-failed' && event.reason === 'malformed') meter.fault('malformed');
}

/** A reader that comes back has most likely kept its rate. */
function ratesFrom(known: number, rates: readonly number[]): readonly number[] {
  return known === rates[0] ? rates : [known, ...rates.filter((rate) => rate !== known)];
}

function firstRate(transport: Transport): number {
  const rate = transport.rates[0];
  if (rate === undefined) throw new Error('a transport names at least one rate');
  return rate;
}
