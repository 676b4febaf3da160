import type { Fen } from '../money/fen.ts';
import { chosenRate } from './rates/exponential-roots.ts';

export interface AnnualRate {
  /** (1+m)¹² − 1 in basis points: the internal-rate-of-return form of PBOC Announcement [2021] No. 3. */
  irrBps: number;
  /** 12·m in basis points; to be labelled as simple wherever it is shown. */
  simpleBps: number;
}

/**
 * The annualised rate of monthly payments against the amount received, m being the monthly internal rate. Both forms
 * are rounded half up to 0.01 %. Throws a RangeError when less is paid back than was received.
 */
export function monthlyAnnualRate(receivedFen: Fen, paymentsFen: readonly Fen[]): AnnualRate {
  const monthly = monthlyInternalRate(receivedFen, paymentsFen);
  return { irrBps: Math.round(((1 + monthly) ** 12 - 1) * 10_000), simpleBps: Math.round(monthly * 12 * 10_000) };
}

function monthlyInternalRate(receivedFen: number, paymentsFen: readonly number[]): number {
  const paid = paymentsFen.reduce((sum, payment) => sum + payment, 0);
  if (receivedFen <= 0 || paid < receivedFen) throw new RangeError('No rate: less is paid back than was received.');
  if (paid === receivedFen) return 0;
  const payments = paymentsFen.map((payment, index) => ({ at: index + 1, amount: -payment }));
  const rate = chosenRate([{ at: 0, amount: receivedFen }, ...payments]);
  if (rate === null) throw new RangeError('No rate: nothing balances these payments.');
  return rate;
}
