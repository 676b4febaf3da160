import { exactUnits } from '../exact/decimal.ts';
import type { Rational } from '../exact/rational.ts';
import { roundQuotient } from '../exact/rounding.ts';
import { answer, decline, type Outcome } from '../refusal.ts';
import { disburse, openBook, rowsOf, type Book } from './book.ts';
import { toMultiple } from './level.ts';
import { parsedInput } from './parsed-input.ts';
import { writtenSchedule, type Figures, type Schedule } from './result.ts';
import { scheduleTermsSchema, type ScheduleTerms } from './schemas.ts';
import { costPerTerm, spread, totalCost, type SpreadRow } from './spread.ts';
import { loanTerms, type LoanTerms } from './terms.ts';
import { periodOf } from './timeline.ts';

/** A loan as applied for, worked out: what is lent after the down payment, and the rows in minor units. */
export interface WorkedLoan {
  readonly terms: LoanTerms;
  readonly lent: bigint;
  readonly disbursedOn: number;
  readonly downPayment: bigint;
  readonly rows: readonly Figures[];
}

/**
 * The first repayment schedule of a loan. The same terms always give the same rows: a preview is the schedule.
 * Principal adds up to the amount lent exactly.
 */
export function schedule(input: ScheduleTerms): Outcome<Schedule> {
  const worked = workedLoan(input);
  if (!worked.ok) return worked;
  const { terms, lent, disbursedOn, downPayment: down, rows } = worked.value;
  const on = { from: disbursedOn, due: disbursedOn };
  const first: Figures = { kind: 'down-payment', ...on, principal: down, interest: 0n, balance: lent };
  return answer(writtenSchedule(down > 0n ? [first, ...rows] : rows, terms.digits));
}

export function workedLoan(input: ScheduleTerms): Outcome<WorkedLoan> {
  const parsed = parsedInput(scheduleTermsSchema, input);
  if (!parsed.ok) return parsed;
  const { currencyDigits, downPaymentPercent, feePerTermPercent: fee, interestMethod } = parsed.value;
  if ((interestMethod === 'fee-per-term') !== (fee !== null)) {
    return decline('input-malformed', 'feePerTermPercent belongs to interestMethod fee-per-term');
  }
  const terms = loanTerms(parsed.value);
  if (!terms.ok) return terms;
  const principal = exactUnits(parsed.value.principal, currencyDigits);
  if (principal === null) return decline('amount-too-precise', 'principal');
  const disbursedOn = parsed.value.disbursedOn ?? parsed.value.startOn;
  if (periodOf(terms.value, disbursedOn) === null) return decline('date-outside-schedule', 'disbursedOn');
  const down = downPayment(terms.value, principal, downPaymentPercent);
  const lent = principal - down;
  if (lent <= 0n) return decline('nothing-disbursed', 'the down payment leaves nothing to lend');
  const rows = repayments(terms.value, lent, disbursedOn, fee);
  return answer({ terms: terms.value, lent, disbursedOn, downPayment: down, rows });
}

function downPayment({ rounding, multiple }: LoanTerms, principal: bigint, share: Rational | null): bigint {
  if (share === null) return 0n;
  return toMultiple(roundQuotient(principal * share.numerator, share.denominator, rounding), multiple, rounding);
}

function repayments(terms: LoanTerms, lent: bigint, on: number, fee: Rational | null): Figures[] {
  if (fee !== null) return figuresOf(terms, lent, spread(terms, lent, costPerTerm(terms, lent, fee)));
  const isSpread = terms.isFlat && terms.isCumulative && terms.pays === 'level';
  if (isSpread) return figuresOf(terms, lent, spread(terms, lent, totalCost(terms, lent)));
  return bookFigures(disburse(openBook(terms), on, lent));
}

function figuresOf(terms: LoanTerms, lent: bigint, rows: readonly SpreadRow[]): Figures[] {
  let balance = lent;
  return terms.spans.map((span, index) => {
    const { principal, interest } = rows[index] ?? { principal: 0n, interest: 0n };
    balance -= principal;
    return { kind: 'installment', ...span, principal, interest, balance };
  });
}

/** The rows of a book; what is paid out on a due date already counts in the balance shown for it. */
export function bookFigures(book: Book): Figures[] {
  const rows = rowsOf(book);
  return book.terms.spans.map((span, index) => {
    const row = rows[index];
    if (!row) throw new RangeError('Every period has a row.');
    const isLast = index === rows.length - 1;
    const paidOutThen = book.timeline.disbursements.filter(({ on }) => on === span.due && !isLast);
    const balance = paidOutThen.reduce((owed, { units }) => owed + units, row.after.balance);
    return { kind: 'installment', ...span, principal: row.principal, interest: row.interest, balance };
  });
}
