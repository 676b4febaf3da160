import { z } from 'zod';
import { formatDecimal, parseDecimal } from '../exact/decimal.ts';
import { annualRate } from '../rates/annual-rate-of.ts';
import { financial, isFinancialName } from '../rates/financial.ts';
import type { DatedFlows, SpacedFlows, UnitPeriod } from '../rates/flows.ts';
import type { FinancialInput } from '../rates/financial.ts';
import { isObject } from './case-file.ts';
import { closeEnough } from './tolerance.ts';
import { failed, skipped, type Verdict } from '../../conformance/verdict.ts';
import { judged } from './verdict.ts';

const expectedRate = z.object({ aprPercent: z.string(), roundedOneDecimal: z.string().optional() }).nullable();

const aprCase = z.discriminatedUnion('method', [
  z.object({
    method: z.literal('eu-annex-i'),
    flows: z.custom<SpacedFlows>(Array.isArray),
    expected: expectedRate,
    tolerance: z.string().default('0'),
  }),
  z.object({
    method: z.literal('us-reg-z-actuarial'),
    flows: z.custom<DatedFlows>(Array.isArray),
    unitPeriod: z.custom<UnitPeriod>(isObject),
    expected: expectedRate,
    tolerance: z.string().default('0'),
  }),
]);

export function runAprCase(testCase: unknown): Verdict {
  const parsed = aprCase.parse(testCase);
  const { expected, tolerance } = parsed;
  const rate = parsed.method === 'eu-annex-i' ? annualRate(parsed.flows, parsed) : annualRate(parsed.flows, parsed);
  if (expected === null || !rate.ok) return judged(expected, rate);
  const { percent } = rate.value.annual;
  const verdict = closeEnough('aprPercent', expected.aprPercent, percent, tolerance);
  if (verdict.outcome !== 'passed' || expected.roundedOneDecimal === undefined) return verdict;
  const exact = parseDecimal(percent);
  const rounded = exact === null ? '' : formatDecimal(exact, 1);
  return closeEnough('roundedOneDecimal', expected.roundedOneDecimal, rounded, '0');
}

const financialCase = z.object({
  function: z.string(),
  input: z.custom<FinancialInput<'pmt'>>(isObject),
  expected: z.union([z.string(), z.number().transform(String), z.null()]),
  tolerance: z.union([z.string(), z.number().transform(String), z.null()]).default(null),
});

export function runFinancialCase(testCase: unknown): Verdict {
  const { function: name, input, expected, tolerance } = financialCase.parse(testCase);
  if (!isFinancialName(name)) return skipped(`no function ${name}`);
  const value = financial<typeof name>(name, input);
  if (expected === null) return judged(null, value);
  if (!value.ok) return failed(`refused: ${value.refusal.code} (${value.refusal.detail})`);
  return closeEnough(name, expected, value.value, tolerance ?? '0');
}
