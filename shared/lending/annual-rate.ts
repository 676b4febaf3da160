import type { Fen } from '../money/fen.ts';

export interface AnnualRate {
  /** (1+m)¹² − 1 in basis points: the internal-rate-of-return form of PBOC Announcement [2021] No. 3. */
  irrBps: number;
  /** 12·m in basis points; to be labelled as simple wherever it is shown. */
  simpleBps: number;
}

/**
 * The annualised rate of monthly payments against the amount received, m being the monthly internal rate.
 * The search is by bisection, so it always ends; both forms are rounded half up to 0.01 %.
 * Throws a RangeError when less is paid back than was received.
 */
export function monthlyAnnualRate(receivedFen: Fen, paymentsFen: readonly Fen[]): AnnualRate {
  const monthly = monthlyInternalRate(receivedFen, paymentsFen);
  return { irrBps: Math.round(((1 + monthly) ** 12 - 1) * 10_000), simpleBps: Math.round(monthly * 12 * 10_000) };
}

const BISECTIONS = 200;

function monthlyInternalRate(receivedFen: number, paymentsFen: readonly number[]): number {
  const paid = paymentsFen.reduce((sum, payment) => sum + payment, 0);
  if (receivedFen <= 0 || paid < receivedFen) throw new RangeError('No rate: less is paid back than was received.');
  if (paid === receivedFen) return 0;
  let low = 0;
  let high = 1;
  while (presentValue(high, paymentsFen) > receivedFen) high *= 2;
  for (let step = 0; step < BISECTIONS; step += 1) {
    const middle = (low + high) / 2;
    if (presentValue(middle, paymentsFen) > receivedFen) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

function presentValue(monthlyRate: number, paymentsFen: readonly number[]): number {
  return paymentsFen.reduceRight((sum, payment) => (sum + payment) / (1 + monthlyRate), 0);
}
