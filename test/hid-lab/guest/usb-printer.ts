/** A receipt printer of USB class 07 (protocols 3.1): the kernel's usblp makes `/dev/usb/lp0` of it, both ways. */
import assert from 'node:assert/strict';
import type { Slip } from '#shared/slip/document.ts';
import { createPrinter } from '../../../hardware/printer/escpos-printer.ts';
import type { PrinterEvent } from '../../../hardware/printer/printer.ts';
import type { PrinterSimulator } from '../../../hardware/simulators/printer-simulator.ts';
import { createPrinterSimulator } from '../../../hardware/simulators/printer-simulator.ts';
import { createRecorder } from '../../../hardware/testing/recorder.ts';
import type { AtEnd } from './at-end.ts';
import { tidied } from './at-end.ts';
import type { Check } from './check.ts';
import { discovered } from './discovered.ts';
import { createGadget } from './gadget.ts';
import { hostOnPrinterGadget } from './printer-end.ts';
import { heard, within } from './waiting.ts';

const READY_LIMIT_MS = 5000;
const LOST_LIMIT_MS = 1000;
const BACK_LIMIT_MS = 2000;
const PRINT_LIMIT_MS = 10_000;

const IDENTITY = { vendorId: '0416', productId: '5011', serialNumber: 'SLIP-3', maker: 'Virtual', product: 'Printer' };
const SLIP: Slip = {
  blocks: [
    { kind: 'text', text: '春风电器', align: 'centre', bold: true },
    { kind: 'qr', content: 'ZG-1', caption: '扫码' },
    { kind: 'cut' },
  ],
};

interface PrinterWire {
  readonly simulator: PrinterSimulator;
  readonly plug: () => Promise<void>;
  readonly unplug: () => void;
}

async function usbPrinter(atEnd: AtEnd): Promise<PrinterWire> {
  const simulator = createPrinterSimulator();
  const gadget = createGadget('printer.slips', IDENTITY);
  atEnd(gadget.remove);
  let host: Awaited<ReturnType<typeof hostOnPrinterGadget>> | null = null;
  const plug = async (): Promise<void> => {
    gadget.plug();
    host = await hostOnPrinterGadget(simulator);
  };
  const unplug = (): void => {
    host?.close();
    host = null;
    gadget.unplug();
    simulator.powerCycle();
  };
  atEnd(unplug);
  await plug();
  return { simulator, plug, unplug };
}

export const usbPrinterChecks = {
  'a USB printer is discovered with its device file, and a slip is printed and confirmed': tidied(async (atEnd) => {
    const { simulator } = await usbPrinter(atEnd);
    const { address, kind, guess, path } = await discovered(IDENTITY.serialNumber);
    assert.deepEqual([address, kind, guess], ['file://0416:5011/SLIP-3', 'printer', 'printer']);
    assert.equal(path, '/dev/usb/lp0');
    const recorder = createRecorder<PrinterEvent>();
    const printer = createPrinter({ address, widthMm: 80, onEvent: recorder.record });
    atEnd(() => printer.stop());
    printer.start();
    const { status } = await heard(recorder, 'ready', READY_LIMIT_MS);
    assert.equal(status.answers, true);
    assert.deepEqual(await within(PRINT_LIMIT_MS, 'the slip', printer.print(SLIP)), { kind: 'printed' });
    const kinds = simulator.paper().map((item) => (item.kind === 'line' ? item.text.trim() : item.kind));
    assert.deepEqual(kinds, ['春风电器', 'qr', '扫码', 'cut']);
  }),
  'a USB printer unplugged is lost within 1 s, back within 2 s, and prints': tidied(async (atEnd) => {
    const { plug, unplug } = await usbPrinter(atEnd);
    const { address } = await discovered(IDENTITY.serialNumber);
    const recorder = createRecorder<PrinterEvent>();
    const printer = createPrinter({ address, widthMm: 80, onEvent: recorder.record });
    atEnd(() => printer.stop());
    printer.start();
    await heard(recorder, 'ready', READY_LIMIT_MS);
    unplug();
    await heard(recorder, 'lost', LOST_LIMIT_MS);
    await plug();
    await heard(recorder, 'ready', BACK_LIMIT_MS);
    assert.deepEqual(await within(PRINT_LIMIT_MS, 'the slip', printer.print(SLIP)), { kind: 'printed' });
  }),
} satisfies Record<string, Check>;
