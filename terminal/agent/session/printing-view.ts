import { PAPER_WIDTHS } from '#shared/slip/paper.ts';
import type { Language } from '#shared/messages/language.ts';
import type { Slip } from '#shared/slip/document.ts';
import { receiptSlip } from '../slips/receipt.ts';
import { repaymentSlip } from '../slips/repayment.ts';
import { savedSlipOf, type WithSlip } from './machine/rows/printing.ts';
import type { Facts, Session } from './machine/stages.ts';
import type { PrintingView } from './snapshot.ts';

/** The slip of the screen and how far it is; null where there is none, or no printer. */
export function printingOf(
  { stage, language }: Session,
  { paperWidthMm, now }: Pick<Facts, 'paperWidthMm' | 'now'>,
): PrintingView | null {
  if (paperWidthMm === null || !('printing' in stage)) return null;
  const slip = slipOf(stage, language, now);
  const { printing } = stage;
  const refusal = printing.state === 'failed' ? printing.refusal : null;
  return { state: printing.state, refusal, slip, columns: PAPER_WIDTHS[paperWidthMm].columns };
}

function slipOf(stage: WithSlip, language: Language, now: number): Slip {
  switch (stage.at) {
    case 'receipt':
      return receiptSlip(stage, language);
    case 'saved-offline':
      return savedSlipOf(stage, now, language);
    case 'repay-done':
      return repaymentSlip(stage.paid, language);
  }
}
