import { PAPER_WIDTHS } from '#shared/slip/paper.ts';
import { receiptSlip } from '../slips/receipt.ts';
import { savedSlipOf } from './machine/rows/printing.ts';
import type { Facts, Session } from './machine/stages.ts';
import type { PrintingView } from './snapshot.ts';

/** The slip of the screen and how far it is; null where there is none, or no printer. */
export function printingOf(
  { stage, language }: Session,
  { paperWidthMm, now }: Pick<Facts, 'paperWidthMm' | 'now'>,
): PrintingView | null {
  if (paperWidthMm === null || (stage.at !== 'receipt' && stage.at !== 'saved-offline')) return null;
  const slip = stage.at === 'receipt' ? receiptSlip(stage, language) : savedSlipOf(stage, now, language);
  const { printing } = stage;
  const refusal = printing.state === 'failed' ? printing.refusal : null;
  return { state: printing.state, refusal, slip, columns: PAPER_WIDTHS[paperWidthMm].columns };
}
