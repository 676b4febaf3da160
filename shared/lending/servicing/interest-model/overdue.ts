import { figuresFor } from './figures.ts';
import { lastPeriod, periodAt, type InterestModel, type Period } from './model.ts';
import { changeBalance } from './balance-changes.ts';
import { settleLastOpen } from './instalments.ts';

/**
 * Principal that was not paid on its due date goes on bearing interest up to `day`. With `tillDue` the whole current
 * period counts, not only its days so far. Returns true where something changed.
 */
export function chargeOverdue(model: InterestModel, day: number, tillDue: boolean): boolean {
  const last = lastPeriod(model);
  const target = Math.min(day, last.due);
  const current = periodAt(model, target) ?? last;
  let isChanged = false;
  let overdue = 0n;
  let all = 0n;
  for (const period of model.periods.filter(({ due }) => due < target)) {
    if (overdue > 0n) isChanged = carry(model, period, target, { overdue, all, tillDue }) || isChanged;
    overdue = figuresFor(model, period).outstandingPrincipal;
    all += overdue;
  }
  if (all === 0n && overdue === 0n) return isChanged;
  if (current !== last || target <= last.due) {
    isChanged = carry(model, current, target, { overdue, all, tillDue }) || isChanged;
  }
  if (all > 0n && (model.overdueTill === null || model.overdueTill < target)) model.overdueTill = target;
  return isChanged;
}

interface Overdue {
  /** Not paid on the due date before this period. */
  readonly overdue: bigint;
  /** All principal not paid on any due date so far. */
  readonly all: bigint;
  readonly tillDue: boolean;
}

function carry(model: InterestModel, period: Period, target: number, { overdue, all, tillDue }: Overdue): boolean {
  if (target === model.overdueTill) return false;
  const { from, due } = period;
  const start = model.overdueTill === null || from > model.overdueTill ? from : model.overdueTill;
  owe(model, start, overdue);
  if (target > from && target <= due) {
    const end = tillDue ? due : target;
    owe(model, end, -all);
    model.overdueTill = end;
  }
  return true;
}

function owe(model: InterestModel, day: number, overdue: bigint): void {
  if (changeBalance(model, day, { overdue })) settleLastOpen(model, day);
}
