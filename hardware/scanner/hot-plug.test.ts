/** The plug of a scanner is pulled at every piece of bytes and every moment, whatever it speaks: it comes back by itself. */
import { describe, expect, test } from 'vitest';
import type { Clock } from '../link/clock.ts';
import type { SimulatedDevice } from '../simulators/device.ts';
import type { ManualClock } from '../simulators/manual-clock.ts';
import { createManualClock } from '../simulators/manual-clock.ts';
import { createMemoryHidWire } from '../simulators/memory-hid-wire.ts';
import { createMemoryWire } from '../simulators/memory-wire.ts';
import { createScannerSimulator } from '../simulators/scanner-simulator.ts';
import { createHoneywellSimulator } from '../simulators/scanners/honeywell-simulator.ts';
import { createNewlandSimulator } from '../simulators/scanners/newland-simulator.ts';
import { createSsiSimulator } from '../simulators/scanners/ssi-simulator.ts';
import type { SimulatedHidDevice } from '../simulators/uhid-device.ts';
import { createPosScannerSimulator } from '../simulators/uhid-pos-scanner.ts';
import type { Rig, RigBuilder } from '../testing/hot-plug.ts';
import { ABSENCES_MS, everyMoment, everyPiece, isWell, overheard } from '../testing/hot-plug.ts';
import { createRecorder } from '../testing/recorder.ts';
import type { StreamProtocol } from './create-scanner.ts';
import { createHidPosScannerOn, createStreamScannerOn } from './create-scanner.ts';
import type { Scanner, ScannerEvent } from './scanner.ts';

const SETTLE_MS = 250;
const STORY_MS = 3000;
/** Longer than one packet of SSI and one report hold. */
const LONG_TEXT = `https://example.cn/${'0123456789'.repeat(40)}`;

interface Parts {
  readonly clock: ManualClock;
  readonly wire: Pick<Rig, 'plug' | 'unplug'>;
  readonly scan: (text: string) => void;
  readonly open: (onEvent: (event: ScannerEvent) => void) => Scanner;
}

function rigOf({ clock, wire, scan, open }: Parts): Rig {
  const recorder = createRecorder<ScannerEvent>();
  const scanner = open(recorder.record);
  const story: readonly (readonly [atMs: number, act: () => void])[] = [
    [300, () => scanner.trigger(true)],
    [500, () => scan('6901234567892')],
    [800, () => scanner.beep('good')],
    [1000, () => scan(LONG_TEXT)],
    [2000, () => scanner.trigger(false)],
    [2500, () => scan('the last')],
  ];
  return {
    clock,
    plug: wire.plug,
    unplug: wire.unplug,
    isReady: () => recorder.kinds().findLast((kind) => kind === 'ready' || kind === 'lost') === 'ready',
    live: () => {
      scanner.start();
      for (const [atMs, act] of story) clock.after(atMs, act);
    },
    works: async () => {
      await clock.advance(STORY_MS);
      const before = recorder.events.length;
      scan(LONG_TEXT.replace('example', 'example2'));
      await clock.advance(1500);
      // Nothing of a scan from before the outage stands in front of it.
      const told = recorder.events.slice(before);
      return told.length === 1 && told[0]?.kind === 'scan' && told[0].scan.text.startsWith('https://example2.cn/0123');
    },
    stop: () => scanner.stop(),
  };
}

function streamRig(protocol: StreamProtocol, simulate: (clock: Clock) => Scripted): RigBuilder {
  return (onTraffic) => {
    const clock = createManualClock();
    const simulator = simulate(clock);
    const wire = createMemoryWire({ device: overheard(simulator, onTraffic) });
    const transport = { ...wire, settleMs: SETTLE_MS };
    return rigOf({
      clock,
      wire,
      scan: simulator.scan,
      open: (onEvent) => createStreamScannerOn({ transport, protocol, onEvent, clock }),
    });
  };
}

interface Scripted extends SimulatedDevice {
  readonly scan: (text: string) => unknown;
}

const hidPosRig: RigBuilder = (onTraffic) => {
  const clock = createManualClock();
  const simulator = createPosScannerSimulator({
    layout: 'honeywell',
    identity: { name: 'Scanner', serialNumber: '1', vendorId: 0x0c2e, productId: 0x0b61 },
    onOutput: onTraffic,
    onFeature: onTraffic,
  });
  const device: SimulatedHidDevice = {
    ...simulator,
    connect: (send) =>
      simulator.connect((report) => {
        onTraffic();
        send(report);
      }),
  };
  const wire = createMemoryHidWire(device);
  return rigOf({
    clock,
    wire,
    scan: (text) => simulator.scan({ text, aim: ']Q1', codeId: 0x73 }),
    open: (onEvent) => createHidPosScannerOn({ transport: wire, vendorId: '0c2e', onEvent, clock }),
  });
};

const RIGS: readonly (readonly [name: string, build: RigBuilder])[] = [
  ['lines', streamRig('lines', (clock) => createScannerSimulator({ clock }))],
  ['newland', streamRig('newland', (clock) => createNewlandSimulator({ clock }))],
  ['honeywell', streamRig('honeywell', (clock) => createHoneywellSimulator({ clock, hasMetadata: true }))],
  ['ssi', streamRig('ssi', (clock) => createSsiSimulator({ clock, long: 'segments' }))],
  ['hid-pos', hidPosRig],
];

describe.each(RIGS)('%s', (_, build) => {
  test.each(ABSENCES_MS)('pulled at any piece of bytes or report and away for %i ms', async (absentMs) => {
    const cuts = await everyPiece(build, { absentMs, storyMs: STORY_MS });
    expect(cuts.length).toBeGreaterThan(10);
    expect(cuts.filter(({ recovery }) => !isWell(recovery))).toEqual([]);
  });

  test.each(ABSENCES_MS)('pulled at any moment and away for %i ms', async (absentMs) => {
    const cuts = await everyMoment(build, { absentMs, storyMs: STORY_MS, everyMs: 20 });
    expect(cuts.filter(({ recovery }) => !isWell(recovery))).toEqual([]);
  });
});
