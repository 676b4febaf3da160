/** `zhanggui print-test ADDRESS`: one page that shows whether a printer does all that a slip needs. */
import type { Slip } from '#shared/slip/document.ts';
import type { CliMessages } from '#shared/messages/cli.ts';
import { realDrivers } from '../hub/drivers.ts';
import { noMeter } from '../link/meter.ts';
import type { PaperWidth, PrintOutcome } from '../printer/printer.ts';
import { readAddress } from './address-argument.ts';
import type { Context } from './context.ts';
import { until } from './context.ts';
import type { Outcome } from './outcome.ts';
import { done, fail, failLink } from './outcome.ts';
import type { Output } from './output.ts';

const LIMIT_MS = 60_000;

export async function printTest(context: Context, address: string, options: { width: PaperWidth }): Promise<Outcome> {
  const read = readAddress(address);
  if (!read.ok) return read;
  const { out, words, clock, timeoutMs } = context;
  const slip = testPage(words.print.page, options.width);
  return until(context, { limitMs: timeoutMs ?? LIMIT_MS }, (settle) => {
    let isPrinting = false;
    const printer = realDrivers.printer(
      { address, widthMm: options.width },
      {
        clock,
        meter: noMeter,
        onEvent: (event) => {
          if (event.kind === 'lost') settle(failLink(event.reason));
          if (event.kind !== 'ready' || isPrinting) return;
          isPrinting = true;
          out.hint(words.print.printing);
          void printer.print(slip).then((outcome) => settle(report(outcome, out, words)));
        },
      },
    );
    printer.start();
    return printer;
  });
}

function report(outcome: PrintOutcome, out: Output, words: CliMessages): Outcome {
  if (outcome.kind === 'printed') {
    out.tell({ event: 'printed' }, [words.print.printed]);
    return done;
  }
  // Perhaps it was printed, but nobody can say so (protocols 3.3): that is for the person's eyes, not for an exit code.
  if (outcome.kind === 'sent') return fail('not-confirmed');
  if (outcome.link !== null) return failLink(outcome.link);
  for (const trouble of outcome.troubles) out.hint(words.troubles[trouble]);
  return fail('print-failed', outcome.troubles.join(' '));
}

function testPage(page: CliMessages['print']['page'], widthMm: PaperWidth): Slip {
  return {
    blocks: [
      { kind: 'text', text: page.title, align: 'centre', bold: true, size: 2 },
      { kind: 'text', text: page.width(widthMm) },
      { kind: 'rule' },
      { kind: 'text', text: page.chinese },
      { kind: 'text', text: page.latin },
      { kind: 'text', text: page.rare },
      { kind: 'pair', label: page.pair, value: page.pairValue },
      { kind: 'qr', content: 'zhanggui-test', caption: page.qr },
      { kind: 'text', text: page.end },
      { kind: 'cut' },
    ],
  };
}
