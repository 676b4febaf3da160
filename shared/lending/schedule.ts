import { monthlyDates, type CalendarDate } from '../calendar/date.ts';
import { divideHalfUp, fen, ZERO_FEN, type Fen } from '../money/fen.ts';

/** One row of a repayment schedule. `balanceFen` is the principal still owed after it. */
export interface Instalment {
  n: number;
  dueOn: CalendarDate;
  principalFen: Fen;
  interestFen: Fen;
  totalFen: Fen;
  balanceFen: Fen;
}

export interface EqualInstalmentTerms {
  principalFen: Fen;
  /** Nominal annual rate in basis points; the monthly rate is a twelfth of it (30/360). */
  annualRateBps: number;
  terms: number;
  /** Due dates are counted from this day, so that they come back to it after a shorter month; the first is a month later. */
  startOn: CalendarDate;
}

const MONTHS_A_YEAR_TIMES_BPS = 120_000;
const HALF = MONTHS_A_YEAR_TIMES_BPS / 2;
/** Half the distance between 1 and the next float: the most a single step of float arithmetic is off, relatively. */
const UNIT_ROUNDOFF = 2 ** -53;

/**
 * The annuity P / Σ vᵏ, v = 1 / (1 + m), rounded half up once; without interest it is P / n.
 *
 * Floats find it, exact fractions decide where floats can not: every step adds or multiplies positive numbers, so the
 * estimate is off by less than (3n + 2) roundings. Only an estimate that lies closer than that to a half of a fen is
 * ambiguous, and then the exact fraction is rounded instead.
 */
export function equalInstalment(principalFen: Fen, annualRateBps: number, terms: number): Fen {
  const discount = MONTHS_A_YEAR_TIMES_BPS / (MONTHS_A_YEAR_TIMES_BPS + annualRateBps);
  let series = 0;
  for (let n = 0; n < terms; n += 1) series = (series + 1) * discount;
  const estimate = principalFen / series;
  const whole = Math.floor(estimate);
  const overHalf = estimate - whole - 0.5;
  const doubt = (6 * terms + 4) * UNIT_ROUNDOFF * estimate;
  if (overHalf > doubt || overHalf < -doubt) return fen(overHalf > 0 ? whole + 1 : whole);
  return exactInstalment(BigInt(principalFen), BigInt(annualRateBps), BigInt(terms));
}

/** P·m·(1+m)ⁿ / ((1+m)ⁿ − 1) as one fraction. */
function exactInstalment(principalFen: bigint, rate: bigint, terms: bigint): Fen {
  if (rate === 0n) return fen(Number(divideHalfUp(principalFen, terms)));
  const scale = BigInt(MONTHS_A_YEAR_TIMES_BPS);
  const grown = (scale + rate) ** terms;
  return fen(Number(divideHalfUp(principalFen * rate * grown, scale * (grown - scale ** terms))));
}

/**
 * Equal instalments (等额本息). Interest of a month is rounded half up once; the last row repays what is left and may
 * differ by a few fen. The principal column sums to the amount lent exactly.
 */
export function equalInstalmentSchedule(loan: EqualInstalmentTerms): Instalment[] {
  if (loan.principalFen <= 0 || loan.terms < 1)
    throw new RangeError('A schedule needs a principal and at least one term.');
  const each = equalInstalment(loan.principalFen, loan.annualRateBps, loan.terms);
  const dates = monthlyDates(loan.startOn, loan.terms + 1);
  const rows: Instalment[] = [];
  let balance: number = loan.principalFen;
  for (let n = 1; n <= loan.terms; n += 1) {
    const dueOn = dates[n] ?? loan.startOn;
    const interestFen = monthInterest(balance, loan.annualRateBps);
    const due = n === loan.terms ? balance : each - interestFen;
    const principalFen = fen(due < balance ? due : balance);
    balance -= principalFen;
    const totalFen = fen(principalFen + interestFen);
    rows.push({ n, dueOn, principalFen, interestFen, totalFen, balanceFen: fen(balance) });
  }
  return rows;
}

/** Balance × rate / 120,000, half up, on whole numbers: the float quotient is put right by its exact remainder. */
function monthInterest(balanceFen: number, annualRateBps: number): Fen {
  if (annualRateBps === 0) return ZERO_FEN;
  const product = balanceFen * annualRateBps;
  if (!Number.isSafeInteger(product)) {
    const exact = divideHalfUp(BigInt(balanceFen) * BigInt(annualRateBps), BigInt(MONTHS_A_YEAR_TIMES_BPS));
    return fen(Number(exact));
  }
  const whole = Math.floor(product / MONTHS_A_YEAR_TIMES_BPS);
  const rest = product - whole * MONTHS_A_YEAR_TIMES_BPS;
  if (rest < 0) return fen(rest >= -HALF ? whole : whole - 1);
  if (rest >= HALF) return fen(rest >= MONTHS_A_YEAR_TIMES_BPS + HALF ? whole + 2 : whole + 1);
  return fen(whole);
}
