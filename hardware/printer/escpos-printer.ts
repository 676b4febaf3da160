/** The thin shell around the machine: performs its effects, feeds back what came of them. No rules in here. */
import { inOrder } from '../link/signal-queue.ts';
import type { Clock } from '../link/clock.ts';
import { systemClock } from '../link/clock.ts';
import { keepLink } from '../link/link-keeper.ts';
import type { Meter } from '../link/meter.ts';
import { noMeter } from '../link/meter.ts';
import { createTransport } from '../transport/create.ts';
import type { Transport } from '../transport/transport.ts';
import { DRAWER_PULSE } from './commands.ts';
import type { Job } from './job-queue.ts';
import { createJobQueue } from './job-queue.ts';
import { initialState, next } from './machine.ts';
import type { Encode } from './prepare.ts';
import { createPreparation } from './prepare.ts';
import { createPerformer } from './perform.ts';
import type { PrintOutcome, Printer, PrinterOptions } from './printer.ts';
import type { PrinterSignal, PrinterState } from './state.ts';
import { STOPPED } from './steps.ts';
import { createTalk } from './talk.ts';

export function createPrinter({ address, clock = systemClock, ...options }: PrinterOptions): Printer {
  return createPrinterOn({ ...options, clock, transport: createTransport(address, clock) });
}

export function createPrinterOn(options: {
  readonly transport: Transport;
  readonly widthMm: PrinterOptions['widthMm'];
  readonly onEvent: PrinterOptions['onEvent'];
  readonly clock: Clock;
  readonly meter?: Meter;
}): Printer {
  const { transport, clock, widthMm, onEvent, meter = noMeter } = options;
  const prepare = createPreparation(widthMm);
  const queue = createJobQueue();
  let state: PrinterState = initialState;
  let closing: Promise<void> = Promise.resolve();
  let isStarted = false;
  let isStopped = false;

  const feed = inOrder<PrinterSignal>((signal) => {
    const step = next(state, signal);
    if (!step.ok) throw new Error(`printer: ${signal.kind} in ${state.at} is impossible`);
    state = step.state;
    for (const effect of step.effects) perform(effect);
  });
  const talk = createTalk({ clock, meter, onSignal: feed });
  const keeper = keepLink({
    transport,
    clock,
    onOpen: (link) => {
      talk.opened(link);
      feed({ kind: 'opened', settleMs: transport.settleMs });
    },
    onData: (bytes) => talk.receive(bytes),
    onClosed: (reason, isNews) => {
      leaveLink();
      feed({ kind: 'lost', reason, isNews });
    },
  });
  const { perform, leaveLink } = createPerformer({
    clock,
    meter,
    queue,
    talk,
    keeper,
    close: () => {
      leaveLink();
      closing = keeper.stop();
    },
    tell: (event) => {
      if (!isStopped) onEvent(event);
    },
    feed,
  });

  function enqueue(job: Job): void {
    queue.add(job);
    if (isStopped) queue.failWaiting(STOPPED);
    else feed({ kind: 'wanted' });
  }

  function printPrepared(encode: Encode): Promise<PrintOutcome> {
    return new Promise((settle) => enqueue({ what: 'slip', encode, settle }));
  }

  return {
    start: () => {
      if (isStarted) throw new Error('a printer starts once');
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
    print: async (slip) => printPrepared(await prepare(slip)),
    status: () => new Promise((answer) => enqueue({ what: 'status', answer })),
    openDrawer: () => printPrepared(() => [DRAWER_PULSE]),
  };
}
