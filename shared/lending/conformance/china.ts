import { z } from 'zod';
import { annualRate } from '../rates/annual-rate-of.ts';
import { schedule } from '../schedule/schedule-of.ts';
import type { Schedule } from '../schedule/result.ts';
import type { ScheduleTerms } from '../schedule/schemas.ts';
import { parseDecimal, formatDecimal } from '../exact/decimal.ts';
import { subtract } from '../exact/rational.ts';
import { isObject } from './case-file.ts';
import { failed, skipped, type Verdict } from '../../conformance/verdict.ts';
import { judged } from './verdict.ts';

const PERIODS_A_YEAR = { months: 12, weeks: 52, days: 365 } as const;

const chinaCase = z.object({ kind: z.string(), input: z.custom<object>(isObject), expected: z.unknown() });

const rateInput = z.object({
  principal: z.string(),
  upFrontFee: z.string().default('0'),
  installments: z.int().min(1),
  unit: z.enum(['months', 'weeks', 'days']).default('months'),
  installment: z.string(),
});

/** Repayment methods by the names of the cases, as terms of ours. */
const METHODS: Readonly<Record<string, Partial<ScheduleTerms>>> = {
  'equal-installment': { amortization: 'equal-installment' },
  'equal-principal': { amortization: 'equal-principal' },
  'interest-only': { amortization: 'interest-only' },
  bullet: { amortization: 'bullet' },
  flat: { interestMethod: 'flat', scheduleModel: 'cumulative' },
  'flat-fee': { interestMethod: 'fee-per-term' },
  'interest-free': { annualRatePercent: '0' },
};

/** The cases carry no dates; a month is a twelfth of a year wherever it begins. */
const START_ON = '2026-01-01';

export function runChinaCase(testCase: unknown): Verdict {
  const { kind, input, expected } = chinaCase.parse(testCase);
  if (kind === 'annualised-rate') return runRate(rateInput.parse(input), expected);
  const method = METHODS[kind];
  if (method === undefined) return skipped(`no repayment method ${kind}`);
  const terms = z.custom<ScheduleTerms>(isObject).parse({ startOn: START_ON, ...input, ...method });
  return judged(expected, schedule(terms), withEnds);
}

function runRate(input: z.output<typeof rateInput>, expected: unknown): Verdict {
  const principal = parseDecimal(input.principal);
  const fee = parseDecimal(input.upFrontFee);
  if (principal === null || fee === null) return failed('principal and upFrontFee are decimals');
  const received = formatDecimal(subtract(principal, fee), 4);
  const payments = Array.from({ length: input.installments }, () => `-${input.installment}`);
  const rate = annualRate([received, ...payments], { method: 'pboc', periodsPerYear: PERIODS_A_YEAR[input.unit] });
  return judged(expected, rate, ({ annual, simple }) => ({ irrPercent: annual.shown, simplePercent: simple?.shown }));
}

function withEnds({ periods, totals }: Schedule): unknown {
  const first = periods[0];
  const last = periods.at(-1);
  const ends = { first, last, installment: first?.total, levelPayment: first?.total, finalPayment: last?.total };
  return { periods, totals, ...ends, totalInterest: totals.interest };
}
