import { z } from 'zod';
import { hashOf } from '../wire/hash.ts';
import { amountSchema, sha256Schema } from '../wire/scalars.ts';
import type { Plan } from './plan.ts';

/**
 * The statement of all-in financing cost (综合融资成本明示表) that is read and signed before the contract:
 * 金规〔2026〕2号, in force since 2026-08-01. Screen and PDF are rendered from this one value.
 */
export const costStatementSchema = z.object({
  version: z.literal('2026-08'),
  planHash: sha256Schema,
  principalFen: amountSchema,
  terms: z.int(),
  /** What is charged when all is paid on time. */
  items: z.array(
    z.object({
      kind: z.enum(['interest']),
      /** How it is charged. */
      method: z.enum(['monthly-on-remaining-principal']),
      annualStandardBps: z.int(),
      amountFen: amountSchema,
      payee: z.string(),
    }),
  ),
  allInRateBps: z.int(),
  totalCostFen: amountSchema,
  /** What would be charged on default. */
  contingent: z.array(
    z.object({
      kind: z.enum(['penalty-interest']),
      method: z.enum(['daily-on-overdue-principal']),
      annualStandardBps: z.int(),
      payee: z.string(),
    }),
  ),
  nothingElse: z.literal(true),
  hash: sha256Schema,
});
export type CostStatement = z.infer<typeof costStatementSchema>;

/** Penalty rate: half as much again as the contract rate, on overdue principal, within the ceiling. */
export function penaltyRateBps(annualRateBps: number, ceilingBps: number): number {
  return Math.min(Math.round(annualRateBps * 1.5), ceilingBps);
}

export function makeCostStatement(plan: Plan, lender: string, ceilingBps: number): CostStatement {
  const statement = {
    version: '2026-08' as const,
    planHash: plan.hash,
    principalFen: plan.principalFen,
    terms: plan.terms,
    items: [
      {
        kind: 'interest' as const,
        method: 'monthly-on-remaining-principal' as const,
        annualStandardBps: plan.annualRateBps,
        amountFen: plan.costFen,
        payee: lender,
      },
    ],
    allInRateBps: plan.irrBps,
    totalCostFen: plan.costFen,
    contingent: [
      {
        kind: 'penalty-interest' as const,
        method: 'daily-on-overdue-principal' as const,
        annualStandardBps: penaltyRateBps(plan.annualRateBps, ceilingBps),
        payee: lender,
      },
    ],
    nothingElse: true as const,
  };
  return { ...statement, hash: hashOf(statement) };
}
