import { regularPeriods } from '../../day-count/periods.ts';
import { roundQuotient } from '../../exact/rounding.ts';
import { toMultiple } from '../../schedule/level.ts';
import { COMPONENTS, noPortions, total } from '../amounts.ts';
import { isOpen, newRow, noteMet, outstandingOf, type Row } from '../rows/row.ts';
import type { EventOf } from '../schemas.ts';
import { hasRowsByPeriod } from '../cumulative/rows-by-period.ts';
import { reAgeWithInterest } from './re-age-with-interest.ts';
import { recalculate, type Replay, type Working } from './context.ts';

/**
 * Everything still owed as principal gets a new plan of equal instalments; the old rows keep what was paid on them.
 * Interest that was due goes into the first instalments of the new plan.
 */
export function applyReAge(replay: Replay, transaction: Working): void {
  const plan = transaction.entry.reAge;
  if (!plan || hasRowsByPeriod(replay.terms) || !replay.rows.some(isOpen)) return;
  const day = transaction.entry.on;
  const { rows } = replay;
  recalculate(replay, day);
  replay.isReAged = true;
  if (replay.bearsInterest && !replay.isChargedOff) {
    reAgeWithInterest(replay, transaction, plan);
    return;
  }
  const owed = total(rows, (row) => outstandingOf(row, 'principal'));
  transaction.portions = { ...noPortions(), principal: owed };
  transaction.amount = owed;
  for (const row of rows) {
    row.owed.principal = row.paid.principal;
    noteMet(row, day);
  }
  const early = liftPaidEarly(rows, day);
  const kept = rows.filter((row) => row.kind === 'down-payment' || row.due < plan.startOn || carriesSomething(row));
  rows.splice(0, rows.length, ...kept, ...(early ? [early] : []));
  rows.push(...newRows(replay, plan, owed, day));
  rows.sort((a, b) => a.due - b.due);
}

function carriesSomething(row: Row): boolean {
  return COMPONENTS.some((component) => row.owed[component] !== 0n || row.paid[component] !== 0n);
}

/** What was paid before it was due stands in one settled row that ends with the day. */
function liftPaidEarly(rows: Row[], day: number): Row | null {
  const coming = rows.filter((row) => row.kind === 'instalment' && row.due >= day && row.paid.principal > 0n);
  const first = coming[0];
  if (!first) return null;
  const early = newRow('instalment', first.from, day);
  early.isReAged = true;
  for (const row of coming) {
    for (const component of COMPONENTS) {
      early.owed[component] += row.paid[component];
      early.paid[component] += row.paid[component];
      row.owed[component] -= row.paid[component];
      row.paid[component] = 0n;
    }
    early.inAdvance += row.inAdvance;
    row.inAdvance = 0n;
    noteMet(row, day);
  }
  early.metOn = day;
  return early;
}

function newRows({ rows, terms }: Replay, plan: EventOf<'re-age'>, owed: bigint, day: number): Row[] {
  const count = plan.installments;
  const each = toMultiple(roundQuotient(owed, BigInt(count), terms.rounding), terms.reckoning.multiple, terms.rounding);
  const before = rows.findLast((row) => row.kind !== 'down-payment' && row.due < plan.startOn);
  const spans = regularPeriods(plan.startOn, count - 1, plan, 'last-day');
  const firstFrom = before?.due ?? rows.find((row) => row.kind === 'down-payment')?.due ?? day;
  return [{ from: firstFrom, due: plan.startOn }, ...spans].map(({ from, due }, index) => {
    const row = newRow('instalment', from, due);
    row.isReAged = true;
    row.owed.principal = index === count - 1 ? owed - each * BigInt(count - 1) : each;
    noteMet(row, day);
    return row;
  });
}
