import { addMonths, type CalendarDate } from '../calendar/date.ts';
import { addFen, divideHalfUp, fen, subtractFen, ZERO_FEN, type Fen } from '../money/fen.ts';

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
  firstDueOn: CalendarDate;
}

const MONTHS_A_YEAR_TIMES_BPS = 120_000n;

/**
 * The annuity P·m·(1+m)ⁿ / ((1+m)ⁿ − 1), computed as one exact fraction and rounded half up once.
 * Without interest it is P / n.
 */
export function equalInstalment(principalFen: Fen, annualRateBps: number, terms: number): Fen {
  if (annualRateBps === 0) return fen(Number(divideHalfUp(BigInt(principalFen), BigInt(terms))));
  const rate = BigInt(annualRateBps);
  const grown = (MONTHS_A_YEAR_TIMES_BPS + rate) ** BigInt(terms);
  const flat = MONTHS_A_YEAR_TIMES_BPS ** BigInt(terms);
  return fen(Number(divideHalfUp(BigInt(principalFen) * rate * grown, MONTHS_A_YEAR_TIMES_BPS * (grown - flat))));
}

/**
 * Equal instalments (等额本息). Interest of a month is rounded half up once; the last row repays what is left and may
 * differ by a few fen. The principal column sums to the amount lent exactly.
 */
export function equalInstalmentSchedule(loan: EqualInstalmentTerms): Instalment[] {
  if (loan.principalFen <= 0 || loan.terms < 1)
    throw new RangeError('A schedule needs a principal and at least one term.');
  const each = equalInstalment(loan.principalFen, loan.annualRateBps, loan.terms);
  const rows: Instalment[] = [];
  let balanceFen = loan.principalFen;
  for (let n = 1; n <= loan.terms; n += 1) {
    const interestFen = monthInterest(balanceFen, loan.annualRateBps);
    const principalFen = n === loan.terms ? balanceFen : subtractFen(each, interestFen);
    balanceFen = subtractFen(balanceFen, principalFen);
    rows.push({
      n,
      dueOn: addMonths(loan.firstDueOn, n - 1),
      principalFen,
      interestFen,
      totalFen: addFen(principalFen, interestFen),
      balanceFen,
    });
  }
  return rows;
}

function monthInterest(balanceFen: Fen, annualRateBps: number): Fen {
  if (annualRateBps === 0) return ZERO_FEN;
  return fen(Number(divideHalfUp(BigInt(balanceFen) * BigInt(annualRateBps), MONTHS_A_YEAR_TIMES_BPS)));
}
