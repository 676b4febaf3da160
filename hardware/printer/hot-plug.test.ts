/** The plug of a printer is pulled at every piece of bytes and every moment of two slips: it comes back by itself. */
import { describe, expect, test } from 'vitest';
import type { Slip } from '#shared/slip/document.ts';
import { createManualClock } from '../simulators/manual-clock.ts';
import { createMemoryWire } from '../simulators/memory-wire.ts';
import type { PrinterMake } from '../simulators/printer-simulator.ts';
import { createPrinterSimulator } from '../simulators/printer-simulator.ts';
import type { RigBuilder } from '../testing/hot-plug.ts';
import { ABSENCES_MS, everyMoment, everyPiece, isWell, overheard } from '../testing/hot-plug.ts';
import { createRecorder } from '../testing/recorder.ts';
import { createPrinterOn } from './escpos-printer.ts';
import type { PrintOutcome, PrinterEvent } from './printer.ts';

const SETTLE_MS = 250;
const STORY_MS = 5000;
/** Slow enough for its buffer to fill, so that the slip is held up with XOFF and goes on with XON. */
const BYTES_PER_SECOND = 6000;
const SLIP_LINES = 60;
const SLIP_LIMIT_MS = 60_000;
const SLIP: Slip = {
  blocks: [
    ...Array.from(
      { length: SLIP_LINES },
      (_, at) => ({ kind: 'pair', label: `第 ${at + 1} 行`, value: '12.00' }) as const,
    ),
    { kind: 'cut' },
  ],
};

function builder(make: PrinterMake, finalOutcome: PrintOutcome['kind']): RigBuilder {
  return (onTraffic) => {
    const clock = createManualClock();
    const simulator = createPrinterSimulator({ clock, make, bytesPerSecond: BYTES_PER_SECOND });
    const wire = createMemoryWire({ device: overheard(simulator, onTraffic) });
    const recorder = createRecorder<PrinterEvent>();
    const printer = createPrinterOn({
      transport: { ...wire, settleMs: SETTLE_MS },
      clock,
      widthMm: 80,
      onEvent: recorder.record,
    });
    let begun = 0;
    const outcomes: PrintOutcome[] = [];
    const print = (): void => {
      begun += 1;
      void printer.print(SLIP).then((outcome) => outcomes.push(outcome));
    };
    const slipsEnd = async (): Promise<void> => {
      const untilMs = clock.nowMs() + SLIP_LIMIT_MS;
      while (outcomes.length < begun && clock.nowMs() < untilMs) await clock.advance(100);
      // That a slip was sent says nothing of the paper: it gets the time that it needs.
      if (finalOutcome === 'sent') await clock.advance(2000);
    };
    return {
      clock,
      plug: () => wire.plug(),
      unplug: () => wire.unplug(),
      isReady: () => recorder.kinds().findLast((kind) => kind === 'ready' || kind === 'lost') === 'ready',
      live: () => {
        printer.start();
        clock.after(2500, print);
        clock.after(2600, print);
        clock.after(4500, () => void printer.status());
      },
      works: async () => {
        await clock.advance(Math.max(0, STORY_MS - clock.nowMs()));
        await slipsEnd();
        simulator.tearOff();
        print();
        await slipsEnd();
        const lines = simulator.paper().filter((item) => item.kind === 'line' && item.text.includes('行'));
        // Each slip has ended, and ended once.
        return outcomes.length === begun && outcomes.at(-1)?.kind === finalOutcome && lines.length === SLIP_LINES;
      },
      stop: () => printer.stop(),
    };
  };
}

describe.each([
  ['good', 'printed'],
  ['clone', 'printed'],
  ['old', 'printed'],
  ['mute', 'sent'],
] as const)('a printer of the kind %s', (make, finalOutcome) => {
  const build = builder(make, finalOutcome);

  test.each(ABSENCES_MS)('pulled at any piece of bytes and away for %i ms', async (absentMs) => {
    const cuts = await everyPiece(build, { absentMs, storyMs: STORY_MS });
    expect(cuts.length).toBeGreaterThan(20);
    expect(cuts.filter(({ recovery }) => !isWell(recovery))).toEqual([]);
  });

  test.each(ABSENCES_MS)('pulled at any moment and away for %i ms', async (absentMs) => {
    const cuts = await everyMoment(build, { absentMs, storyMs: STORY_MS, everyMs: 100 });
    expect(cuts.filter(({ recovery }) => !isWell(recovery))).toEqual([]);
  });
});
