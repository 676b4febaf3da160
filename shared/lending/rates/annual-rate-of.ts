import { toNumber } from '../exact/decimal.ts';
import { answer, type Outcome } from '../refusal.ts';
import { parsedInput } from '../schedule/parsed-input.ts';
import { percentageOf, type AnnualPercentage } from './annual-percentage.ts';
import { euAnnexIRate } from './eu-annex-i.ts';
import { chosenRate } from './exponential-roots.ts';
import {
  datedFlowsSchema,
  periodicFlowsSchema,
  spacedFlowsSchema,
  unitPeriodSchema,
  type DatedFlows,
  type PeriodicFlows,
  type SpacedFlows,
  type UnitPeriod,
} from './flows.ts';
import { usRegZRate } from './us-reg-z.ts';

/**
 * How a rate is annualised.
 * - `pboc`: amounts period by period, the first being what was received; PBOC Announcement [2021] No. 3.
 * - `xirr`: dated amounts, actual days over 365 from the first; what the same announcement asks of irregular dates.
 * - `eu-annex-i`: Directives 2008/48/EC, 2011/90/EU, 2014/17/EU.
 * - `us-reg-z-actuarial`: Regulation Z, Appendix J.
 */
export type RateRule =
  | { method: 'pboc'; periodsPerYear: number }
  | { method: 'xirr' }
  | { method: 'eu-annex-i' }
  | { method: 'us-reg-z-actuarial'; unitPeriod: UnitPeriod };

export interface AnnualRate {
  /** The rate by the rule; for `pboc` the internal rate of return, compounded. */
  annual: AnnualPercentage;
  /** For `pboc` only: periods × periodic rate. Wherever it is shown it is labelled as simple. */
  simple: AnnualPercentage | null;
}

export function annualRate(flows: PeriodicFlows, rule: Extract<RateRule, { method: 'pboc' }>): Outcome<AnnualRate>;
export function annualRate(
  flows: DatedFlows,
  rule: Extract<RateRule, { method: 'xirr' | 'us-reg-z-actuarial' }>,
): Outcome<AnnualRate>;
export function annualRate(flows: SpacedFlows, rule: Extract<RateRule, { method: 'eu-annex-i' }>): Outcome<AnnualRate>;
/** Where several rates balance the flows it is the lowest that is not negative, else the one nearest to zero. */
export function annualRate(flows: unknown, rule: RateRule): Outcome<AnnualRate> {
  switch (rule.method) {
    case 'pboc':
      return pbocRate(flows, rule.periodsPerYear);
    case 'xirr':
      return datedRate(flows);
    case 'eu-annex-i': {
      const parsed = parsedInput(spacedFlowsSchema, flows);
      return parsed.ok ? compound(euAnnexIRate(parsed.value)) : parsed;
    }
    case 'us-reg-z-actuarial': {
      const unit = parsedInput(unitPeriodSchema, rule.unitPeriod);
      if (!unit.ok) return unit;
      const parsed = parsedInput(datedFlowsSchema, flows);
      return parsed.ok ? compound(usRegZRate(parsed.value, unit.value, unit.value.perYear)) : parsed;
    }
  }
}

function pbocRate(flows: unknown, periodsPerYear: number): Outcome<AnnualRate> {
  const parsed = parsedInput(periodicFlowsSchema, flows);
  if (!parsed.ok) return parsed;
  const each = chosenRate(parsed.value.map((amount, at) => ({ at, amount: toNumber(amount) })));
  const annual = percentageOf(each === null ? null : Math.expm1(periodsPerYear * Math.log1p(each)));
  if (!annual.ok) return annual;
  const simple = percentageOf(each === null ? null : periodsPerYear * each);
  return simple.ok ? answer({ annual: annual.value, simple: simple.value }) : simple;
}

function datedRate(flows: unknown): Outcome<AnnualRate> {
  const parsed = parsedInput(datedFlowsSchema, flows);
  if (!parsed.ok) return parsed;
  const first = Math.min(...parsed.value.map(({ on }) => on));
  return compound(
    chosenRate(parsed.value.map(({ on, amount }) => ({ at: (on - first) / 365, amount: toNumber(amount) }))),
  );
}

function compound(rate: number | null): Outcome<AnnualRate> {
  const annual = percentageOf(rate);
  return annual.ok ? answer({ annual: annual.value, simple: null }) : annual;
}
