import { formatDecimal, parseDecimal } from '../exact/decimal.ts';
import { answer, decline, type Outcome } from '../refusal.ts';

/** An annualised rate in per cent: unrounded to ten places for the books, and as it is shown, two places, half up. */
export interface AnnualPercentage {
  percent: string;
  shown: string;
}

const KEPT_PLACES = 10;

export function percentageOf(rate: number | null): Outcome<AnnualPercentage> {
  if (rate === null || !Number.isFinite(rate)) return decline('no-rate', 'no rate makes these flows balance');
  const percent = (rate * 100).toFixed(KEPT_PLACES);
  const kept = parseDecimal(percent);
  if (kept === null) return decline('no-rate', 'the rate is too large to be written');
  return answer({ percent, shown: formatDecimal(kept, 2) });
}
