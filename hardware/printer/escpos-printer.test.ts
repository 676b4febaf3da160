import { describe, expect, test } from 'vitest';
import type { Slip } from '#shared/slip/document.ts';
import type { FaultKind, Meter } from '../link/meter.ts';
import { createManualClock } from '../simulators/manual-clock.ts';
import { createMemoryWire } from '../simulators/memory-wire.ts';
import type { PrinterSimulatorOptions } from '../simulators/printer-simulator.ts';
import { createPrinterSimulator } from '../simulators/printer-simulator.ts';
import { createRecorder } from '../testing/recorder.ts';
import { createPrinterOn } from './escpos-printer.ts';
import type { PrintOutcome, PrinterEvent } from './printer.ts';

const TEN_LINES: Slip = {
  blocks: [
    ...Array.from({ length: 10 }, (_, at) => ({ kind: 'text', text: `第 ${at + 1} 行` }) as const),
    { kind: 'cut' },
  ],
};
const WELL = { answers: true, troubles: [], drawerPinHigh: false } as const;

async function started(options: PrinterSimulatorOptions = {}) {
  const clock = createManualClock();
  const simulator = createPrinterSimulator({ clock, ...options });
  const wire = createMemoryWire({ device: simulator });
  const recorder = createRecorder<PrinterEvent>();
  const faults: FaultKind[] = [];
  const identities: Parameters<Meter['identity']>[0][] = [];
  const meter: Meter = {
    good: () => undefined,
    fault: (kind) => faults.push(kind),
    identity: (facts) => identities.push(facts),
  };
  const printer = createPrinterOn({ transport: wire, widthMm: 80, clock, onEvent: recorder.record, meter });
  printer.start();
  await clock.advance(3000);
  return { clock, simulator, wire, printer, events: recorder.events, faults, identities };
}

function linesOn(simulator: ReturnType<typeof createPrinterSimulator>): string[] {
  return simulator.paper().flatMap((item) => (item.kind === 'line' ? [item.text] : []));
}

/** The outcome as soon as it is there; undefined until then. */
function watch<T>(promise: Promise<T>): { value: T | undefined } {
  const watched: { value: T | undefined } = { value: undefined };
  void promise.then((value) => {
    watched.value = value;
  });
  return watched;
}

describe('a printer that knows everything', () => {
  test('is asked who it is and how it is, and tells of changes by itself', async () => {
    const { clock, simulator, events, identities } = await started();
    expect(events).toEqual([{ kind: 'ready', status: WELL }]);
    expect(identities[0]).toEqual({ maker: 'ZHANGGUI', model: 'SIM-80', firmware: '1.04 TEST' });
    simulator.setCover('open');
    simulator.load('near-end');
    await clock.advance(0);
    expect(events.slice(1)).toEqual([
      { kind: 'status', status: { ...WELL, troubles: ['cover-open', 'offline'] } },
      { kind: 'status', status: { ...WELL, troubles: ['cover-open', 'offline', 'paper-near-end'] } },
    ]);
    simulator.setCover('closed');
    expect(events.at(-1)).toEqual({ kind: 'status', status: { ...WELL, troubles: ['paper-near-end'] } });
    expect(simulator.paper()).toEqual([]);
  });

  test('prints a slip and proves it', async () => {
    const { clock, simulator, printer } = await started();
    const outcome = watch(printer.print(TEN_LINES));
    await clock.advance(10);
    expect(outcome.value).toEqual({ kind: 'printed' });
    expect(linesOn(simulator)).toEqual(Array.from({ length: 10 }, (_, at) => `第 ${at + 1} 行`));
    expect(simulator.paper().at(-1)).toEqual({ kind: 'cut' });
  });

  test('slips come out in their order, also when the first needs the font for a rare character', async () => {
    const { clock, simulator, printer } = await started();
    const rare = printer.print({ blocks: [{ kind: 'text', text: '䶮' }] });
    const plain = printer.print({ blocks: [{ kind: 'text', text: '二' }] });
    const both = watch(Promise.all([rare, plain]));
    while (both.value === undefined) await clock.advance(10);
    expect(both.value).toEqual([{ kind: 'printed' }, { kind: 'printed' }]);
    expect(simulator.paper().map(({ kind }) => kind)).toEqual(['picture', 'picture', 'line']);
  });

  test('opens the drawer', async () => {
    const { clock, simulator, printer } = await started();
    const outcome = watch(printer.openDrawer());
    await clock.advance(10);
    expect([outcome.value, simulator.drawerPulses()]).toEqual([{ kind: 'printed' }, 1]);
  });
});

describe('trouble', () => {
  test.each([
    ['paper-end', { answers: true, troubles: ['paper-end', 'offline'], drawerPinHigh: false }],
    ['cover-open', { answers: true, troubles: ['cover-open', 'offline'], drawerPinHigh: false }],
  ] as const)('with %s nothing is sent', async (trouble, status) => {
    const { clock, simulator, printer, faults } = await started();
    if (trouble === 'paper-end') simulator.load('end');
    else simulator.setCover('open');
    const outcome = watch(printer.print(TEN_LINES));
    await clock.advance(10);
    expect(outcome.value).toEqual({ kind: 'failed', troubles: status.troubles, link: null });
    expect(faults).toEqual(['refused']);
    simulator.load('full');
    simulator.setCover('closed');
    await clock.advance(10);
    expect(simulator.paper()).toEqual([]);
  });

  test('near the end of the paper it prints all the same', async () => {
    const { clock, simulator, printer } = await started();
    simulator.load('near-end');
    const outcome = watch(printer.print(TEN_LINES));
    await clock.advance(10);
    expect(outcome.value).toEqual({ kind: 'printed' });
  });

  test.each([
    ['good', 10],
    // A clone tells nothing by itself; the next look finds out.
    ['clone', 3500],
  ] as const)('paper that ends in the middle fails the slip (%s)', async (make, withinMs) => {
    const { clock, simulator, printer } = await started({ make });
    simulator.load({ lines: 4 });
    const outcome = watch(printer.print(TEN_LINES));
    await clock.advance(withinMs);
    expect(outcome.value).toEqual({ kind: 'failed', troubles: ['paper-end', 'offline'], link: null });
    expect(linesOn(simulator)).toHaveLength(4);
  });

  test('the late proof of a slip that failed does not prove the next one', async () => {
    const { clock, simulator, printer } = await started({ make: 'clone' });
    simulator.load({ lines: 4 });
    const first = watch(printer.print(TEN_LINES));
    await clock.advance(3500);
    expect(first.value).toMatchObject({ kind: 'failed' });
    // Its rest comes with the new roll, and with it the old answer to GS r.
    simulator.load({ lines: 11 });
    const second = watch(printer.print(TEN_LINES));
    await clock.advance(3500);
    expect(second.value).toEqual({ kind: 'failed', troubles: ['paper-end', 'offline'], link: null });
    simulator.load('full');
    const third = watch(printer.print(TEN_LINES));
    await clock.advance(10);
    expect(third.value).toEqual({ kind: 'printed' });
  });

  test('a pulled plug fails the slip in hand and those that wait, and nothing of them is printed later', async () => {
    const { clock, simulator, wire, printer, events } = await started({ bytesPerSecond: 960 });
    const slips = [watch(printer.print(TEN_LINES)), watch(printer.print(TEN_LINES))];
    await clock.advance(0);
    const outcomes = [...slips, watch(printer.status())];
    await clock.advance(40);
    wire.unplug();
    await clock.advance(10);
    const lost = { kind: 'failed', troubles: [], link: { code: 'lost', detail: 'unplugged' } };
    expect(outcomes.map(({ value }) => value)).toEqual([lost, lost, { answers: false }]);
    const printedBefore = simulator.paper().length;
    wire.plug();
    await clock.advance(5000);
    expect(events.map(({ kind }) => kind)).toEqual(['ready', 'lost', 'ready']);
    expect(simulator.paper().length).toBe(printedBefore);
    const after = watch(printer.print(TEN_LINES));
    await clock.advance(5000);
    expect(after.value).toEqual({ kind: 'printed' });
  });

  test('without a printer a slip fails at once', async () => {
    const { clock, wire, printer } = await started();
    wire.unplug();
    await clock.advance(10);
    const outcome = watch(printer.print(TEN_LINES));
    await clock.advance(0);
    expect(outcome.value).toEqual({
      kind: 'failed',
      troubles: [],
      link: { code: 'lost', detail: 'unplugged' },
    } satisfies PrintOutcome);
  });

  test('a printer that answered and falls silent is lost, and ready when it answers again', async () => {
    const { clock, simulator, events } = await started();
    simulator.misbehave('silent');
    await clock.advance(15_000);
    expect(events.map(({ kind }) => kind)).toEqual(['ready', 'lost']);
    expect(events[1]).toMatchObject({ reason: { code: 'silent' } });
    simulator.misbehave('none');
    await clock.advance(12_000);
    expect(events.map(({ kind }) => kind)).toEqual(['ready', 'lost', 'ready']);
  });

  test('a printer that falls silent takes no slip', async () => {
    const { clock, simulator, printer } = await started();
    simulator.misbehave('silent');
    const outcome = watch(printer.print(TEN_LINES));
    await clock.advance(1100);
    expect(outcome.value).toMatchObject({ kind: 'failed', link: { code: 'silent' } });
    expect(simulator.paper()).toEqual([]);
  });
});

describe('other makes', () => {
  test('a clone prints nothing of the questions that it does not know, and GS r proves the slip', async () => {
    const { clock, simulator, printer, events } = await started({ make: 'clone' });
    expect(events).toEqual([{ kind: 'ready', status: WELL }]);
    const outcome = watch(printer.print(TEN_LINES));
    await clock.advance(10);
    expect(outcome.value).toEqual({ kind: 'printed' });
    expect(linesOn(simulator)).toEqual(Array.from({ length: 10 }, (_, at) => `第 ${at + 1} 行`));
  });

  test('an old clone is asked by ESC v, for its paper and for the proof', async () => {
    const { clock, simulator, printer, events } = await started({ make: 'old' });
    expect(events).toEqual([{ kind: 'ready', status: WELL }]);
    const outcome = watch(printer.print(TEN_LINES));
    await clock.advance(1500);
    expect(outcome.value).toEqual({ kind: 'printed' });
    expect(linesOn(simulator)).toHaveLength(10);
  });

  test.each(['silent', 'garbage'] as const)('of a printer whose answers are %s nothing is claimed', async (manners) => {
    const clock = createManualClock();
    const simulator = createPrinterSimulator({ clock });
    simulator.misbehave(manners);
    const recorder = createRecorder<PrinterEvent>();
    const transport = createMemoryWire({ device: simulator });
    const printer = createPrinterOn({ transport, widthMm: 80, clock, onEvent: recorder.record });
    printer.start();
    const outcome = watch(printer.print(TEN_LINES));
    await clock.advance(5000);
    expect(recorder.events).toEqual([{ kind: 'ready', status: { answers: false } }]);
    expect(outcome.value).toEqual({ kind: 'sent' });
    expect(linesOn(simulator)).toHaveLength(10);
    const status = watch(printer.status());
    await clock.advance(2000);
    expect(status.value).toEqual({ answers: false });
  });

  test('codes are pictures, unless the printer has shown that it knows commands of their kind', async () => {
    const slip: Slip = { blocks: [{ kind: 'qr', content: 'ZG-1', caption: '合同' }] };
    for (const [make, kinds] of [
      ['good', ['qr', 'line']],
      ['clone', ['picture', 'line']],
    ] as const) {
      const { clock, simulator, printer } = await started({ make });
      const outcome = watch(printer.print(slip));
      await clock.advance(10);
      expect(outcome.value).toEqual({ kind: 'printed' });
      expect([...new Set(simulator.paper().map(({ kind }) => kind))]).toEqual(kinds);
    }
  });

  test('a slow printer with a small buffer holds the sender, and not a byte is lost', async () => {
    const { clock, simulator, printer } = await started({ make: 'clone', bytesPerSecond: 960 });
    const long: Slip = {
      blocks: [
        { kind: 'qr', content: 'https://example.cn/'.repeat(4), caption: '' },
        ...Array.from(
          { length: 60 },
          (_, at) => ({ kind: 'pair', label: `第 ${at + 1} 期`, value: '¥1,234.50' }) as const,
        ),
      ],
    };
    const outcome = watch(printer.print(long));
    await clock.advance(30_000);
    expect(outcome.value).toEqual({ kind: 'printed' });
    expect(simulator.overrunBytes()).toBe(0);
    expect(linesOn(simulator).filter((line) => line.startsWith('第'))).toHaveLength(60);
  });
});

test('after stop nothing is told, and whoever waits is sent home', async () => {
  const { clock, simulator, printer, events } = await started({ bytesPerSecond: 960 });
  const slip = watch(printer.print(TEN_LINES));
  await clock.advance(0);
  const outcomes = [slip, watch(printer.status())];
  await clock.advance(20);
  const told = events.length;
  await printer.stop();
  await clock.advance(10_000);
  simulator.setCover('open');
  const late = watch(printer.print(TEN_LINES));
  await clock.advance(0);
  const cancelled = { kind: 'failed', link: { code: 'cancelled' } };
  expect(outcomes.map(({ value }) => value)).toMatchObject([cancelled, { answers: false }]);
  expect(late.value).toMatchObject(cancelled);
  expect(events).toHaveLength(told);
  expect(() => printer.start()).toThrow('a printer starts once');
});
