import type { z } from 'zod';
import type { DayCount, Span } from '../day-count/convention.ts';
import { regularPeriods } from '../day-count/periods.ts';
import { cumulativeFraction, yearFraction, type Part } from '../day-count/year-fraction.ts';
import { exactUnits } from '../exact/decimal.ts';
import type { Rational } from '../exact/rational.ts';
import type { RoundingMode } from '../exact/rounding.ts';
import { answer, decline, type Outcome } from '../refusal.ts';
import type { changingTermsSchema } from './schemas.ts';

/** Terms as the maths needs them: spans in day numbers, amounts in minor units, rates as fractions of one. */
export interface LoanTerms {
  readonly spans: readonly Span[];
  readonly annualRate: Rational;
  readonly isFlat: boolean;
  readonly isCumulative: boolean;
  readonly pays: 'level' | 'principal' | 'interest';
  readonly grace: number;
  /** The instalment is rounded to a multiple of so many minor units. */
  readonly multiple: bigint | null;
  readonly digits: number;
  readonly rounding: RoundingMode;
  /** Whether interest follows other dates, or another count, than the agreed instalment (see `yearFraction`). */
  readonly isMoved: boolean;
  readonly fractionOf: (span: Span, part: Part, measure: 'agreed' | 'elapsed') => Rational;
}

type ParsedTerms = z.output<typeof changingTermsSchema>;

export function loanTerms(parsed: ParsedTerms): Outcome<LoanTerms> {
  const spans = spansOf(parsed);
  if (!spans.ok) return spans;
  if (parsed.principalGrace >= parsed.installments) {
    return decline('grace-too-long', 'principalGrace must be less than installments');
  }
  const multiple =
    parsed.installmentMultiple === null ? null : exactUnits(parsed.installmentMultiple, parsed.currencyDigits);
  if (parsed.installmentMultiple !== null && multiple === null) {
    return decline('amount-too-precise', 'installmentMultiple');
  }
  const isBullet = parsed.amortization === 'bullet';
  return answer({
    spans: isBullet ? joined(spans.value) : spans.value,
    annualRate: parsed.annualRatePercent,
    isFlat: parsed.interestMethod !== 'declining-balance',
    isCumulative: parsed.scheduleModel === 'cumulative',
    pays: PAYS[parsed.amortization],
    grace: isBullet ? 0 : parsed.principalGrace,
    multiple,
    digits: parsed.currencyDigits,
    rounding: parsed.rounding,
    isMoved: isMoved(parsed),
    fractionOf: fractionOf(parsed, isBullet),
  });
}

const PAYS = {
  'equal-installment': 'level',
  'equal-principal': 'principal',
  'interest-only': 'interest',
  bullet: 'interest',
} as const;

function spansOf(parsed: ParsedTerms): Outcome<Span[]> {
  const { periods, startOn, installments, monthEnd } = parsed;
  if (periods !== undefined) {
    if (periods.length === installments) return answer(periods);
    return decline('input-malformed', 'periods: as many as installments');
  }
  if (startOn === undefined) return decline('input-malformed', 'startOn or periods is needed');
  return answer(regularPeriods(startOn, installments, parsed, monthEnd));
}

/** A bullet loan is one long period. */
function joined(spans: readonly Span[]): Span[] {
  const first = spans[0];
  const last = spans.at(-1);
  return first && last ? [{ from: first.from, due: last.due }] : [];
}

function fractionOf(parsed: ParsedTerms, isBullet: boolean): LoanTerms['fractionOf'] {
  const dayCount: DayCount = { ...parsed, every: isBullet ? parsed.every * parsed.installments : parsed.every };
  const fraction = parsed.scheduleModel === 'cumulative' ? cumulativeFraction : yearFraction;
  return (span, part, measure) => fraction(dayCount, span, part, isMoved(parsed) ? measure : 'agreed');
}

/** Regular dates follow the rhythm by definition, also where a month's end has moved one of them. */
function isMoved({ periods, scheduleModel, interestPeriod }: ParsedTerms): boolean {
  return periods !== undefined || (scheduleModel === 'cumulative' && interestPeriod === 'daily');
}
