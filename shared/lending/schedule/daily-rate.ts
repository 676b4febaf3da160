import { fromEpochDay } from '../../calendar/date.ts';
import { exactUnits, formatUnits } from '../exact/decimal.ts';
import { multiply, rational } from '../exact/rational.ts';
import { answer, decline, type Outcome } from '../refusal.ts';
import { amortize, NOTHING_LENT, type Instruction } from './amortize.ts';
import { agreedFactor, levelInstalment } from './level.ts';
import { parsedInput } from './parsed-input.ts';
import { dailyRateTermsSchema, type DailyRateTerms } from './schemas.ts';
import type { Leg } from './timeline.ts';

export interface DailyRatePeriod {
  n: number;
  due: string;
  /** Days since the disbursement. */
  dayOffset: number;
  principal: string;
  interest: string;
  total: string;
  balance: string;
}

export interface DailyRateSchedule {
  periods: DailyRatePeriod[];
  levelPayment: string;
  finalPayment: string;
  totalInterest: string;
}

/**
 * Equal instalments on any dates with a simple daily rate (日利率): interest is balance × rate × actual days, rounded as
 * asked at every payment; the instalment is rounded half up and the last one takes what is left.
 */
export function dailyRateSchedule(input: DailyRateTerms): Outcome<DailyRateSchedule> {
  const parsed = parsedInput(dailyRateTermsSchema, input);
  if (!parsed.ok) return parsed;
  const { dueDates, disbursedOn, dailyRatePercent, currencyDigits, rounding } = parsed.value;
  const principal = exactUnits(parsed.value.principal, currencyDigits);
  if (principal === null) return decline('amount-too-precise', 'principal');
  if (dueDates.some((due, index) => due <= (dueDates[index - 1] ?? disbursedOn))) {
    return decline('input-malformed', 'dueDates: each after the one before it, the first after disbursedOn');
  }
  const legs = dueDates.map((due, index): Leg[] => {
    const factor = multiply(dailyRatePercent, rational(due - (dueDates[index - 1] ?? disbursedOn)));
    return [{ paidOut: index === 0 ? principal : 0n, agreed: factor, elapsed: factor }];
  });
  const each = levelInstalment(principal, legs.map(agreedFactor), 'half-up');
  const instructions = legs.map((): Instruction => ({ pays: 'level', units: each }));
  const rows = amortize(NOTHING_LENT, legs, instructions, { isFlat: false, rounding, measure: 'elapsed' });
  const written = (units: bigint): string => formatUnits(units, currencyDigits);
  const periods = rows.map(({ principal: repaid, interest, after }, index): DailyRatePeriod => {
    const due = dueDates[index] ?? disbursedOn;
    return {
      n: index + 1,
      due: fromEpochDay(due),
      dayOffset: due - disbursedOn,
      principal: written(repaid),
      interest: written(interest),
      total: written(repaid + interest),
      balance: written(after.balance),
    };
  });
  return answer({
    periods,
    levelPayment: written(each),
    finalPayment: periods.at(-1)?.total ?? written(0n),
    totalInterest: written(rows.reduce((total, { interest }) => total + interest, 0n)),
  });
}
