import type { z } from 'zod';
import { toNumber } from '../exact/decimal.ts';
import { chosenRate, type Flow } from './exponential-roots.ts';
import type { spacedFlowsSchema } from './flows.ts';

/**
 * Directive 2008/48/EC, Annex I: X with Σ amount / (1 + X)^t = 0, t in years, a month being a twelfth, a week a 52nd
 * and a day a 365th (or 366th) of one.
 */
export function euAnnexIRate(flows: z.output<typeof spacedFlowsSchema>): number | null {
  return chosenRate(flows.flatMap(members));
}

type SpacedFlow = z.output<typeof spacedFlowsSchema>[number];

function members({ at, amount, repeat, every }: SpacedFlow): Flow[] {
  const value = toNumber(amount);
  return Array.from({ length: repeat }, (_, index) => ({ at: years(at) + index * years(every), amount: value }));
}

/** The last term is zero in all but odd first periods. */
function years({ years: whole, months, weeks, days, yearDays }: SpacedFlow['at']): number {
  return whole + months / 12 + weeks / 52 + days / yearDays;
}
