/** The slip of a repayment: what was paid on which contract, and what is still to come. */
import { formatDate, formatInstant } from '#shared/calendar/format.ts';
import type { Language } from '#shared/messages/language.ts';
import { slipsIn } from '#shared/messages/slips.ts';
import { formatYuan } from '#shared/money/fen.ts';
import type { Slip, SlipBlock } from '#shared/slip/document.ts';
import type { RepaymentState } from '#shared/wire/repayments.ts';
import { pair, RULE, titled } from './parts.ts';

export function repaymentSlip(paid: RepaymentState, language: Language): Slip {
  const words = slipsIn[language].repayment;
  return {
    blocks: [
      ...titled(paid.merchant, paid.lender, words.title),
      pair(words.reference, paid.reference),
      pair(words.number, paid.contractNumber),
      ...(paid.paidAt === null ? [] : [pair(words.paidAt, formatInstant(paid.paidAt))]),
      pair(words.service, words.serviceValue[paid.service]),
      pair(words.choice, words.choiceValue[paid.choice]),
      { ...pair(words.amount, formatYuan(paid.amountFen)), bold: true },
      RULE,
      ...afterwards(paid, language),
      RULE,
      ...words.notes.map((text) => ({ kind: 'text', text }) as const),
      ...(paid.after?.settled === true ? [] : [nextTime(paid, language)]),
      { kind: 'cut' },
    ],
  };
}

function afterwards({ after }: RepaymentState, language: Language): SlipBlock[] {
  const words = slipsIn[language].repayment;
  if (after === null) return [{ kind: 'text', text: words.afterUnknown }];
  if (after.settled) return [{ kind: 'text', text: words.settled, bold: true }];
  return [
    pair(words.outstanding, formatYuan(after.outstandingFen)),
    ...(after.nextDueOn === null
      ? []
      : [
          pair(words.nextDue, formatDate(after.nextDueOn, language)),
          pair(words.nextAmount, formatYuan(after.nextFen)),
        ]),
  ];
}

/** The reference as a code, so that nobody has to type it again. */
function nextTime({ reference }: RepaymentState, language: Language): SlipBlock {
  return { kind: 'qr', content: reference, caption: slipsIn[language].repayment.qr };
}
