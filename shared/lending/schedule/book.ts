import type { Rational } from '../exact/rational.ts';
import { amortize, NOTHING_LENT, type Instruction, type Row } from './amortize.ts';
import { instructionsFrom } from './instructions.ts';
import type { LoanTerms } from './terms.ts';
import { legsByPeriod, periodOf, type Leg, type Timeline } from './timeline.ts';

/** A loan with all that was done to it so far. Every operation gives a new book and leaves the old one as it was. */
export interface Book {
  readonly terms: LoanTerms;
  readonly timeline: Timeline;
  /** The timeline cut into legs. */
  readonly legs: readonly (readonly Leg[])[];
  /** What each period's borrower pays; the last of them is not used. */
  readonly instructions: readonly Instruction[];
  /** Days of the disbursements and rate changes: from their period on instalments were computed anew. */
  readonly recomputedOn: readonly number[];
}

export function openBook(terms: LoanTerms): Book {
  const rates = [{ after: Number.NEGATIVE_INFINITY, rate: terms.annualRate }];
  return {
    terms,
    timeline: { disbursements: [], rates, pauses: [] },
    legs: [],
    instructions: terms.spans.map((): Instruction => ({ pays: 'interest' })),
    recomputedOn: [],
  };
}

/** The instalment is computed anew from the period of the day on; earlier periods keep theirs. */
export function disburse(book: Book, on: number, units: bigint): Book {
  const disbursements = [...book.timeline.disbursements, { on, units }].sort((a, b) => a.on - b.on);
  return recompute(withTimeline(book, { ...book.timeline, disbursements }), on);
}

/** `on` is the first day with the new rate. */
export function changeRate(book: Book, on: number, rate: Rational): Book {
  const after = on - 1;
  const others = book.timeline.rates.filter((entry) => entry.after !== after);
  const rates = [...others, { after, rate }].sort((a, b) => a.after - b.after);
  const begin = book.terms.spans[0]?.from ?? after;
  return recompute(withTimeline(book, { ...book.timeline, rates }), Math.max(after, begin));
}

/** No interest for the days from `from` to `to`. Instalments stay; the last one takes what is saved. */
export function pauseInterest(book: Book, from: number, to: number): Book {
  const pauses = [...book.timeline.pauses, { from, to }];
  return withTimeline(book, { ...book.timeline, pauses });
}

export function rowsOf({ terms, legs, instructions }: Book): Row[] {
  return amortize(NOTHING_LENT, legs, instructions, { ...terms, measure: 'elapsed' });
}

function withTimeline(book: Book, timeline: Timeline): Book {
  return { ...book, timeline, legs: legsByPeriod(book.terms, timeline) };
}

/** What was recomputed for a later day is so again, in the order of the days, so that a back-dated entry is no exception. */
function recompute(book: Book, day: number): Book {
  const later = book.recomputedOn.filter((other) => other > day);
  const days = [day, ...later];
  const instructions = [...new Set(days.map((each) => periodOf(book.terms, each)))]
    .filter((index) => index !== null)
    .reduce((current, index) => instructionsFrom(book.terms, book.legs, current, index), book.instructions);
  return { ...book, instructions, recomputedOn: [...book.recomputedOn, day].sort((a, b) => a - b) };
}
