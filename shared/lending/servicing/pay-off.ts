import { COMPONENTS, noPortions, sumOf, total, type Component, type Portions } from './amounts.ts';
import { outstandingTill } from './interest-model/questions.ts';
import { followsPayments, isOfModel } from './replay/context.ts';
import { replayBook } from './replay/replay.ts';
import { outstandingOf, type Row } from './rows/row.ts';
import type { LoanState } from './state.ts';

/**
 * Exactly what settles the loan on a day, in minor units: all principal and charges, and interest and late-payment penalty
 * up to then. The same amount paid on that day closes it.
 */
export function payOffQuote(state: LoanState, day: number): Portions {
  const replay = replayBook({ ...state, recalculatedTill: day, endsOn: day });
  const { rows, model } = replay;
  if (!followsPayments(replay)) return openIn(rows, COMPONENTS);
  const tillDue = state.terms.recalculation?.preClosure === 'till-rest-frequency-date';
  const current = model.periods.find(({ from, due }) => day > from && day <= due);
  const agreed = outstandingTill(model, tillDue ? (current?.due ?? day) : day);
  const charges = openIn(rows, ['fee', 'penalty']);
  const besides = openIn(
    rows.filter((row) => !isOfModel(model, row)),
    ['principal', 'interest'],
  );
  return {
    ...charges,
    principal: agreed.principal + besides.principal,
    interest: agreed.interest + besides.interest,
  };
}

function openIn(rows: readonly Row[], components: readonly Component[]): Portions {
  const open = noPortions();
  for (const component of components) open[component] = total(rows, (row) => outstandingOf(row, component));
  return open;
}

export function payOffAmount(state: LoanState, day: number): bigint {
  return sumOf(payOffQuote(state, day));
}
