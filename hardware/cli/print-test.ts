/** `zhanggui print-test ADDRESS`: one page that shows whether a printer does all that a slip needs. */
import { testPage } from '#shared/slip/test-page.ts';
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
  const slip = testPage(context.language, context.now());
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
