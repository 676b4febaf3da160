import type { Plan } from '#shared/lending/plan.ts';
import type { Fen } from '#shared/money/fen.ts';

/** The last instalment beside the usual one where rounding made them differ; null where all are equal. */
export function lastInstalment(plan: Pick<Plan, 'instalments'>): { last: Fen; usual: Fen } | null {
  const usual = plan.instalments[0]?.totalFen;
  const last = plan.instalments.at(-1)?.totalFen;
  return usual === undefined || last === undefined || usual === last ? null : { last, usual };
}
