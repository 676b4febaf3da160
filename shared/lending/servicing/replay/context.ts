import { noPortions, type Portions } from '../amounts.ts';
import { figuresFor, figuresOf } from '../interest-model/figures.ts';
import { chargeOverdue } from '../interest-model/overdue.ts';
import type { InterestModel } from '../interest-model/model.ts';
import { noteMet, type Row } from '../rows/row.ts';
import type { Charge, Entry } from '../state.ts';
import type { ServicingTerms } from '../terms.ts';

/** A transaction while it is being processed. */
export interface Working {
  readonly entry: Entry;
  amount: bigint;
  portions: Portions;
  overpaid: bigint;
}

/** A loan in the middle of a replay. Changed in place; nothing of it leaves the replay. */
export interface Replay {
  readonly terms: ServicingTerms;
  readonly rows: Row[];
  readonly model: InterestModel;
  /** Processed so far, in order. */
  readonly done: Working[];
  overpaid: bigint;
  bearsInterest: boolean;
  isChargedOff: boolean;
  /** Interest earned when the loan was charged off. */
  interestAtChargeOff: bigint | null;
  isReAmortized: boolean;
  isReAged: boolean;
  /** The payment in hand is large enough to settle the loan. */
  isPrepayment: boolean;
  interestRefunded: bigint;
  /** All entries of the loan up to a day, for questions about what would have been. */
  readonly entries: readonly Entry[];
  readonly charges: readonly Charge[];
}

export function working(entry: Entry): Working {
  return { entry, amount: entry.amount, portions: noPortions(), overpaid: 0n };
}

/** Does the loan's interest follow what is actually paid? */
export function followsPayments({ terms, bearsInterest, isChargedOff }: Replay): boolean {
  return terms.recalculation !== null && bearsInterest && !terms.isCumulative && !isChargedOff;
}

/** Takes principal and interest of the rows from the model, for rows due on `from` or later. */
export function syncRows(replay: Replay, day: number, from = Number.NEGATIVE_INFINITY): void {
  const figures = figuresOf(replay.model);
  replay.model.periods.forEach((period, index) => {
    const row = replay.rows.find((each) => each.due === period.due && each.kind === 'instalment' && each.due >= from);
    const current = figures[index];
    if (!row || !current) return;
    row.owed.principal = current.duePrincipal;
    row.owed.interest = current.dueInterest;
    noteMet(row, day);
  });
}

/** Charges interest on what is overdue, up to a day, and takes the rows along. */
export function recalculate(replay: Replay, day: number): void {
  const { recalculation } = replay.terms;
  if (!recalculation || recalculation.noInterestOnPastDue || !followsPayments(replay)) return;
  if (!chargeOverdue(replay.model, day, countsWholePeriod(replay))) return;
  for (const period of replay.model.periods) {
    const row = replay.rows.find((each) => each.kind === 'instalment' && each.from === period.from);
    if (!row) continue;
    const { duePrincipal, dueInterest } = figuresFor(replay.model, period);
    row.owed.principal = duePrincipal;
    row.owed.interest = dueInterest;
  }
}

/** Interest of a payment made before the due date runs to the due date, where the product rests by periods. */
export function countsWholePeriod({ terms, isPrepayment }: Replay): boolean {
  const { recalculation } = terms;
  if (recalculation?.preClosure !== 'till-rest-frequency-date') return false;
  return recalculation.restFrequency === 'same-as-repayment' || isPrepayment;
}
