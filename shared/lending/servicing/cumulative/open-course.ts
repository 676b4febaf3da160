import type { Span } from '../../day-count/convention.ts';
import { regularPeriods } from '../../day-count/periods.ts';
import { total } from '../amounts.ts';
import { inOrder } from '../in-order.ts';
import { isPayment } from '../kinds.ts';
import { movedDueDates, startOf } from '../replay/due-dates.ts';
import type { Book } from '../replay/replay.ts';
import type { Entry } from '../state.ts';
import type { ServicingTerms } from '../terms.ts';
import type { Course, Incoming, Lent } from './course.ts';

/** Is the interest reckoned anew with every payment? */
export function rowsFollowPayments({ recalculation, bearsInterest }: ServicingTerms): boolean {
  return recalculation !== null && bearsInterest;
}

/** The loan before its first period, with all that will happen to it. After a charge-off nothing is reckoned anew. */
export function openCourse(book: Book): Course {
  const { terms } = book;
  const active = inOrder(book.entries).filter(({ isReversed }) => !isReversed);
  const end = active.findIndex(({ kind }) => kind === 'charge-off' || kind === 'write-off');
  const entries = end < 0 ? active : active.slice(0, end);
  const endedOn = end < 0 ? Number.POSITIVE_INFINITY : (active[end]?.on ?? 0);
  const spans = agreedSpans(book);
  const payments = entries.flatMap(({ kind, on, amount }): Incoming[] => {
    const rule = isPayment(kind) ? terms.ruleFor(kind) : null;
    return rule ? [{ on, amount, rule }] : [];
  });
  return {
    terms,
    spans,
    variations: book.variations.filter(({ isReversed }) => !isReversed),
    charges: book.charges.filter(({ isReversed }) => !isReversed),
    lent: lentBy(book, active, spans),
    payments: rowsFollowPayments(terms) ? payments : [],
    endsOn: rowsFollowPayments(terms) ? (book.endsOn ?? null) : null,
    chargedTill: chargedTill(book, endedOn),
    rows: [],
    balance: [],
    overdue: [],
    instalment: 0n,
    unscheduled: 0n,
    overpaid: 0n,
    ahead: 0n,
  };
}

function agreedSpans({ variations, terms, ...book }: Book): readonly Span[] {
  const active = variations.filter(({ isReversed }) => !isReversed);
  const added = total(active, (each) => (each.kind === 'extend' ? BigInt(each.terms) : 0n));
  const count = terms.installments + Number(added);
  const regular = regularPeriods(startOf({ ...book, variations, terms }), count, terms.rhythm, 'last-day');
  return active.reduce<readonly Span[]>(
    (spans, each) => (each.kind === 'due-date' ? movedDueDates(spans, terms.rhythm, each) : spans),
    regular,
  );
}

/** What is lent after the last due date is no part of the plan. */
function lentBy({ terms }: Book, entries: readonly Entry[], spans: readonly Span[]): Lent[] {
  const end = spans.at(-1)?.due ?? 0;
  return entries
    .filter(({ kind, on }) => kind === 'disbursement' && on <= end)
    .map(({ on, amount }) => {
      const down = terms.downPaymentOf(amount);
      return { on, amount: amount - down, down };
    });
}

/** Up to the day as of which the loan is reckoned, unless the product charges nothing on what is past due. */
function chargedTill({ terms, recalculatedTill, endsOn }: Book, endedOn: number): number {
  if (!rowsFollowPayments(terms) || terms.recalculation?.noInterestOnPastDue === true) return Number.NEGATIVE_INFINITY;
  return Math.min(endsOn ?? recalculatedTill ?? Number.POSITIVE_INFINITY, endedOn);
}
