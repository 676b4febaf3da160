import { z } from 'zod';
import { addMonths, type CalendarDate } from '../calendar/date.ts';
import { addFen, subtractFen, type Fen } from '../money/fen.ts';
import { hashOf } from '../wire/hash.ts';
import { amountSchema, dateSchema, sha256Schema } from '../wire/scalars.ts';
import { isWithinCeiling } from './ceiling/is-within-ceiling.ts';
import { formatUnits } from './exact/decimal.ts';
import { monthlyAnnualRate } from './annual-rate.ts';
import { equalInstalmentSchedule } from './schedule.ts';

/** What being late may cost at most, per year; also what contracts name as the bound of all cost. */
export const ALL_IN_CEILING_BPS = 2_400;

/** The terms offered side by side, in months. */
export const OFFERED_TERMS = [3, 6, 9, 12] as const;

export const instalmentSchema = z.object({
  n: z.int().min(1),
  dueOn: dateSchema,
  principalFen: amountSchema,
  interestFen: amountSchema,
  totalFen: amountSchema,
  balanceFen: amountSchema,
});

export const planSchema = z.object({
  product: z.literal('consumption'),
  principalFen: amountSchema,
  terms: z.int().min(1).max(12),
  annualRateBps: z.int().min(0),
  instalments: z.array(instalmentSchema).min(1).max(12),
  totalFen: amountSchema,
  costFen: amountSchema,
  irrBps: z.int().min(0),
  simpleBps: z.int().min(0),
  firstDueOn: dateSchema,
  /** `hashOf` all other fields: the value shown, signed and booked is this one. */
  hash: sha256Schema,
});
export type Plan = z.infer<typeof planSchema>;

export interface PlanTerms {
  principalFen: Fen;
  annualRateBps: number;
  terms: number;
  /** The day of the contract; the first instalment is due a month later. */
  startOn: CalendarDate;
}

/** A consumption plan in equal instalments. Throws where its all-in cost passes the ceiling. */
export function makePlan({ principalFen, annualRateBps, terms, startOn }: PlanTerms): Plan {
  const instalments = equalInstalmentSchedule({ principalFen, annualRateBps, terms, startOn });
  const totalFen = addFen(...instalments.map((row) => row.totalFen));
  const { irrBps, simpleBps } = monthlyAnnualRate(
    principalFen,
    instalments.map((row) => row.totalFen),
  );
  if (!isUnderCeiling(irrBps, startOn)) throw new RangeError('The all-in cost of this plan is above the ceiling.');
  const plan = {
    product: 'consumption' as const,
    principalFen,
    terms,
    annualRateBps,
    instalments,
    totalFen,
    costFen: subtractFen(totalFen, principalFen),
    irrBps,
    simpleBps,
    firstDueOn: addMonths(startOn, 1),
  };
  return { ...plan, hash: hashOf(plan) };
}

/** Whether a yearly cost (IRR form) is allowed to a licensed lender on the contract's day (ceiling/configuration.ts). */
export function isUnderCeiling(irrBps: number, on: CalendarDate): boolean {
  const allInPercent = formatUnits(BigInt(irrBps), 2);
  const answer = isWithinCeiling({ allInPercent, lender: 'licensed', on });
  return answer.ok && answer.value.isWithin;
}

/** The usual instalment: that of every row but perhaps the last. */
export function usualInstalment(plan: Plan): Fen {
  return plan.instalments[0]?.totalFen ?? plan.totalFen;
}

/** True where the plan is unaltered since its hash was made. */
export function isIntact(plan: Plan): boolean {
  const { hash, ...rest } = plan;
  return hashOf(rest) === hash;
}
