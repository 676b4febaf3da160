import type { RepaymentOffer } from '#agent/session/machine/repay-choices.ts';
import { formatDate } from '#shared/calendar/format.ts';
import type { KioskMessages } from '#shared/messages/kiosk.ts';
import type { Language } from '#shared/messages/language.ts';
import { formatYuan } from '#shared/money/fen.ts';
import type { RepaymentView } from '#shared/wire/repayments.ts';

/** A choice as it is read: what it is called, and why it is this much. */
export interface OfferWords {
  readonly title: string;
  readonly lines: readonly string[];
}

/** `words`: those of the screen that lets choose. */
export function offerWords(
  { choice }: RepaymentOffer,
  loan: RepaymentView,
  words: KioskMessages['repay']['choose'],
  language: Language,
): OfferWords {
  const late = loan.overdueFen > 0 ? lateWords(loan, words) : [];
  switch (choice) {
    case 'overdue':
      return { title: words.title.overdue, lines: late };
    case 'next': {
      const { next } = loan;
      const due = next === null ? [] : [words.next(next.n, next.of, formatDate(next.dueOn, language))];
      if (late.length === 0) return { title: words.title.next, lines: due };
      const alone = next === null ? [] : [words.nextAlone(formatYuan(next.amountFen))];
      return { title: words.title.nextWithOverdue, lines: [...due, ...alone] };
    }
    case 'payoff': {
      const saved = loan.savedFen > 0 ? [words.saved(formatYuan(loan.savedFen))] : [];
      return { title: words.title.payoff, lines: [words.payoff, ...saved] };
    }
  }
}

function lateWords({ daysOverdue, penaltyFen }: RepaymentView, words: KioskMessages['repay']['choose']): string[] {
  return [words.overdue(daysOverdue), ...(penaltyFen > 0 ? [words.penalty(formatYuan(penaltyFen))] : [])];
}
