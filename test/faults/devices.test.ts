// The plug of a device is pulled in the middle of what it does, on real wires and in real time: it is back within two
// seconds of its return, and does its work. (Every step of every driver: hot-plug.test.ts beside the drivers.)
import { setTimeout as pause } from 'node:timers/promises';
import type { Slip } from '#shared/slip/document.ts';
import { createCardReader } from '#hardware/card-reader/card-reader.ts';
import type { CardReaderEvent } from '#hardware/card-reader/events.ts';
import { createPrinter } from '#hardware/printer/escpos-printer.ts';
import type { PrinterEvent } from '#hardware/printer/printer.ts';
import { createScanner } from '#hardware/scanner/create-scanner.ts';
import type { ScannerEvent } from '#hardware/scanner/scanner.ts';
import { createReaderSimulator } from '#hardware/simulators/card-reader-simulator.ts';
import { createPrinterSimulator } from '#hardware/simulators/printer-simulator.ts';
import { createHoneywellSimulator } from '#hardware/simulators/scanners/honeywell-simulator.ts';
import { EXAMPLE_CARD } from '#hardware/testing/cards.ts';
import { overheard } from '#hardware/testing/hot-plug.ts';
import { createRecorder } from '#hardware/testing/recorder.ts';
import type { RealWire } from '#hardware/testing/wires.ts';
import { REAL_WIRES } from '#hardware/testing/wires.ts';
import { describe, expect, test } from 'vitest';

const READY_LIMIT_MS = 2000;
const ABSENT_MS = 700;

/** Resolves once, when it is first called. */
function firstTime(): { readonly happened: Promise<void>; readonly happen: () => void } {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  return { happened: promise.then(() => undefined), happen: () => resolve(undefined) };
}

/** Out and in again; what is measured begins when the device is back. */
async function replug(wire: RealWire, whenReady: () => Promise<unknown>): Promise<number> {
  await wire.unplug();
  await pause(ABSENT_MS);
  const ready = whenReady();
  await wire.plug();
  const backAtMs = performance.now();
  await ready;
  return performance.now() - backAtMs;
}

/** A port may notice late that nobody is there any more, so that what is said before the loss does not count. */
async function readyAgain(recorder: {
  readonly kinds: () => string[];
  next(kind: 'ready' | 'lost'): Promise<unknown>;
}): Promise<void> {
  await recorder.next('lost');
  while (recorder.kinds().lastIndexOf('ready') < recorder.kinds().lastIndexOf('lost')) await recorder.next('ready');
}

const SLIP: Slip = {
  blocks: [
    ...Array.from({ length: 60 }, (_, at) => ({ kind: 'pair', label: `第 ${at + 1} 行`, value: '12.00' }) as const),
    { kind: 'cut' },
  ],
};

// The tests mostly wait, so they wait together.
describe.concurrent.each(REAL_WIRES)('over $name', ({ isPossible, open }) => {
  test.skipIf(!isPossible).for([
    ['being asked for its state', '11ff'],
    ['being asked for its number', '12ff'],
    ['looking for a card', '2001'],
    ['choosing a card', '2002'],
    ['reading a card', '3001'],
    ['watching a card that was read', '3003'],
    ['being reset', '10ff'],
  ] as const)('a card reader, while %s', async ([, command], { onTestFinished }) => {
    const reached = firstTime();
    const simulator = createReaderSimulator({ readMs: 60 });
    const device = overheard(
      simulator,
      () => undefined,
      (bytes) => {
        if (Buffer.from(bytes.subarray(7, 9)).toString('hex') === command) reached.happen();
      },
    );
    const wire = await open(device);
    onTestFinished(wire.unplug);
    const recorder = createRecorder<CardReaderEvent>();
    const reader = createCardReader({ address: wire.address, onEvent: recorder.record });
    onTestFinished(() => reader.stop());
    simulator.put(EXAMPLE_CARD);
    reader.start();
    reader.wake();
    if (command === '10ff') void recorder.next('card-read').then(() => reader.reread());
    await reached.happened;
    const readyAfterMs = await replug(wire, () => readyAgain(recorder));
    expect(readyAfterMs).toBeLessThan(READY_LIMIT_MS);
    const ready = recorder.kinds().lastIndexOf('ready');
    while (recorder.kinds().lastIndexOf('card-read') < ready) await recorder.next('card-read');
  });

  test.skipIf(!isPossible).for([
    ['before it has answered anything', 1],
    ['while it is asked who it is', 30],
    ['in the middle of a slip', 1500],
  ] as const)('a printer, %s', async ([, atByte], { onTestFinished }) => {
    const reached = firstTime();
    const simulator = createPrinterSimulator({ bytesPerSecond: 20_000 });
    let heard = 0;
    const device = overheard(
      simulator,
      () => undefined,
      (bytes) => {
        heard += bytes.length;
        if (heard >= atByte) reached.happen();
      },
    );
    const wire = await open(device);
    onTestFinished(wire.unplug);
    const recorder = createRecorder<PrinterEvent>();
    const printer = createPrinter({ address: wire.address, widthMm: 80, onEvent: recorder.record });
    onTestFinished(() => printer.stop());
    printer.start();
    const printed = printer.print(SLIP);
    await reached.happened;
    const readyAfterMs = await replug(wire, () => readyAgain(recorder));
    expect(readyAfterMs).toBeLessThan(READY_LIMIT_MS);
    expect(await printed).toMatchObject({ kind: 'failed', link: { code: 'lost' } });
    simulator.tearOff();
    expect(await printer.print(SLIP)).toEqual({ kind: 'printed' });
    expect(simulator.paper().filter((item) => item.kind === 'line' && item.text.includes('行'))).toHaveLength(60);
  });

  test.skipIf(!isPossible)('a scanner, in the middle of a scan', async ({ onTestFinished }) => {
    const simulator = createHoneywellSimulator({ hasMetadata: true });
    const reached = firstTime();
    const wire = await open(overheard(simulator, reached.happen));
    onTestFinished(wire.unplug);
    const recorder = createRecorder<ScannerEvent>();
    const scanner = createScanner({ address: wire.address, protocol: 'honeywell', onEvent: recorder.record });
    onTestFinished(() => scanner.stop());
    scanner.start();
    await recorder.next('ready');
    simulator.scan('https://example.cn/before');
    await reached.happened;
    const readyAfterMs = await replug(wire, () => readyAgain(recorder));
    expect(readyAfterMs).toBeLessThan(READY_LIMIT_MS);
    simulator.scan('https://example.cn/after');
    expect(await recorder.next('scan')).toMatchObject({ scan: { text: 'https://example.cn/after' } });
  });
});
