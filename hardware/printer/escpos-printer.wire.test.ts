/** The driver and the simulator over real wires, and what both make of one slip. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Slip, SlipBlock } from '#shared/slip/document.ts';
import { renderHtml } from '#shared/slip/html.ts';
import { layOut } from '#shared/slip/layout.ts';
import { createManualClock } from '../simulators/manual-clock.ts';
import { createMemoryWire } from '../simulators/memory-wire.ts';
import { createPrinterSimulator } from '../simulators/printer-simulator.ts';
import type { PaperItem } from '../simulators/printer-paper.ts';
import { hostOnSerial } from '../simulators/serial-host.ts';
import { hostOnTcp } from '../simulators/tcp-host.ts';
import { createPtyCable, hasSocat } from '../testing/pty.ts';
import { createRecorder } from '../testing/recorder.ts';
import { createPrinter, createPrinterOn } from './escpos-printer.ts';
import type { PrinterEvent } from './printer.ts';
import { PAPER_WIDTHS } from './printer.ts';

const RECEIPT: Slip = {
  blocks: [
    { kind: 'text', text: '春风电器', align: 'centre', bold: true, size: 2 },
    { kind: 'pair', label: '姓名', value: '王䶮' },
    { kind: 'table', head: ['期', '还款日', '应还'], rows: [['1', '2026年12月22日', '¥1,234.50']] },
    { kind: 'qr', content: 'ZG-1', caption: '扫码' },
    { kind: 'cut' },
  ],
};

function textsOn(paper: readonly PaperItem[]): string[] {
  return paper.flatMap((item) => (item.kind === 'line' ? [item.text] : []));
}

async function printsOver(address: string, simulator: ReturnType<typeof createPrinterSimulator>): Promise<void> {
  const recorder = createRecorder<PrinterEvent>();
  const printer = createPrinter({ address, widthMm: 80, onEvent: recorder.record });
  printer.start();
  await recorder.next('ready');
  expect(await printer.print(RECEIPT)).toEqual({ kind: 'printed' });
  expect(simulator.paper().map(({ kind }) => kind)).toEqual([
    'line', 'picture', 'picture', 'line', 'line', 'qr', 'line', 'cut',
  ]); // prettier-ignore
  expect(textsOn(simulator.paper())[0]).toBe('春风电器');
  simulator.setCover('open');
  expect((await recorder.next('status')).status).toMatchObject({ troubles: ['cover-open', 'offline'] });
  expect(await printer.print(RECEIPT)).toMatchObject({ kind: 'failed', troubles: ['cover-open', 'offline'] });
  await printer.stop();
}

describe('on real wires', () => {
  test('a slip is printed over TCP, and again after the plug was pulled', async () => {
    const simulator = createPrinterSimulator();
    const host = await hostOnTcp(simulator, 0);
    const recorder = createRecorder<PrinterEvent>();
    const printer = createPrinter({ address: host.address, widthMm: 58, onEvent: recorder.record });
    printer.start();
    await recorder.next('ready');
    await host.unplug();
    await recorder.next('lost');
    expect(await printer.print(RECEIPT)).toMatchObject({ kind: 'failed', troubles: [] });
    await host.plug();
    await recorder.next('ready');
    expect(await printer.print(RECEIPT)).toEqual({ kind: 'printed' });
    await printer.stop();
    simulator.tearOff();
    await printsOver(host.address, simulator);
    await host.unplug();
  });

  test.skipIf(!hasSocat)('a slip is printed over a serial port (needs socat)', async () => {
    const cable = createPtyCable();
    await cable.plug();
    const simulator = createPrinterSimulator();
    const host = await hostOnSerial(simulator, cable.devicePath);
    await printsOver(`serial://${cable.hostPath}`, simulator);
    await host.close();
    await cable.unplug();
  });
});

async function connected(widthMm: 58 | 80, make: 'good' | 'mute' = 'good') {
  const clock = createManualClock();
  const simulator = createPrinterSimulator({ clock, make, columns: PAPER_WIDTHS[widthMm].columns });
  const transport = createMemoryWire({ device: simulator });
  const printer = createPrinterOn({ transport, widthMm, clock, onEvent: () => undefined });
  printer.start();
  await clock.advance(3000);
  return { clock, simulator, printer };
}

describe('paper and page', () => {
  // What has a place in the fonts of printers: rare characters come as pictures, which nothing here can read.
  const words = fc
    .array(fc.constantFrom('第', '期', '，', '“合同”', '￥1,234.50', ' ', 'A7-0193', '2026年', '&', '<b>'), {
      maxLength: 20,
    })
    .map((parts) => parts.join(''));
  const block: fc.Arbitrary<SlipBlock> = fc.oneof(
    fc.record({
      kind: fc.constant('text' as const),
      text: words,
      align: fc.constantFrom('left' as const, 'centre' as const, 'right' as const),
      bold: fc.boolean(),
      size: fc.constantFrom(1 as const, 2 as const),
    }),
    fc.record({ kind: fc.constant('pair' as const), label: words, value: words, bold: fc.boolean() }),
    fc.record({
      kind: fc.constant('table' as const),
      head: fc.constant(['期', '还款日', '应还']),
      rows: fc.array(fc.tuple(words, words, words), { maxLength: 3 }),
    }),
    fc.constant({ kind: 'rule' as const }),
    fc.constant({ kind: 'space' as const, lines: 2 }),
  );

  test.each([58, 80] as const)('on %d mm both say the same, line by line, in the same style', async (widthMm) => {
    const { clock, simulator, printer } = await connected(widthMm);
    await fc.assert(
      fc.asyncProperty(fc.array(block, { minLength: 1, maxLength: 6 }), async (blocks) => {
        const outcome = printer.print({ blocks });
        await clock.advance(100);
        expect(await outcome).toEqual({ kind: 'printed' });
        const printed = simulator.tearOff().flatMap((item) => {
          if (item.kind !== 'line') return [];
          return [`${item.align}${item.bold ? ' bold' : ''}${item.double ? ' double' : ''}: ${item.text}`];
        });
        const { columns } = PAPER_WIDTHS[widthMm];
        const page = renderHtml(layOut({ blocks }, columns), columns);
        const shown = [...page.matchAll(/<p class="([^"]*)">(.*)<\/p>/g)].map(([, style = '', inside = '']) => {
          const text = inside
            .replace(/<[^>]*>/g, '')
            .replaceAll('&lt;', '<')
            .replaceAll('&gt;', '>');
          return `${style}: ${text.replaceAll('&amp;', '&')}`;
        });
        expect(printed).toEqual(shown);
      }),
      { numRuns: 40 },
    );
  });

  test('a picture of a line is as wide as the paper', async () => {
    const { clock, simulator, printer } = await connected(58);
    const outcome = printer.print({ blocks: [{ kind: 'text', text: '王䶮', align: 'right' }] });
    const over = new Set<string>();
    void outcome.then(({ kind }) => over.add(kind));
    while (over.size === 0) await clock.advance(10);
    const rows = simulator.paper().flatMap((item) => (item.kind === 'picture' ? item.rows : []));
    expect(rows).toHaveLength(30);
    expect(new Set(rows.map((row) => row.length))).toEqual(new Set([384]));
    expect(rows.some((row) => row.slice(336).includes('#'))).toBe(true);
    expect(rows.some((row) => row.slice(0, 336).includes('#'))).toBe(false);
  });

  test('a printer that may say anything at any time is printed on or given up, and nothing breaks', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.uint8Array({ minLength: 1, maxLength: 12 }), { maxLength: 40 }), async (chatter) => {
        const clock = createManualClock();
        const simulator = createPrinterSimulator({ clock });
        let say = (_: Uint8Array): void => undefined;
        const device = {
          ...simulator,
          connect: (send: (bytes: Uint8Array) => void) => {
            say = send;
            return simulator.connect(send);
          },
        };
        const transport = createMemoryWire({ device });
        const printer = createPrinterOn({ transport, widthMm: 80, clock, onEvent: () => undefined });
        printer.start();
        const outcomes = Promise.all([printer.print(RECEIPT), printer.status(), printer.openDrawer()]);
        for (const bytes of chatter) {
          say(bytes);
          await clock.advance(7);
        }
        await clock.advance(120_000);
        await printer.stop();
        expect(await outcomes).toHaveLength(3);
      }),
      { numRuns: 30 },
    );
  });
});
