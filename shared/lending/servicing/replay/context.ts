import { noPortions, type Portions } from '../amounts.ts';
import type { Pause } from '../delinquency/days-overdue.ts';
import { figuresFor, figuresOf } from '../interest-model/figures.ts';
import { chargeOverdue } from '../interest-model/overdue.ts';
import { lastPeriod, type InterestModel } from '../interest-model/model.ts';
import { noteMet, type Row } from '../rows/row.ts';
import type { Entry } from '../state.ts';
import type { ServicingTerms } from '../terms.ts';
import type { Lateness } from './late-penalty.ts';

/** A transaction while it is being processed. */
export interface Working {
  readonly entry: Entry;
  amount: bigint;
  portions: Portions;
  /** What a chargeback makes owed again, before an overpayment pays for it. */
  cameBack: Portions;
  overpaid: bigint;
  isOffBooks: boolean;
}

/** A loan in the middle of a replay. Changed in place; nothing of it leaves the replay. */
export interface Replay {
  readonly terms: ServicingTerms;
  readonly rows: Row[];
  readonly model: InterestModel;
  /** Processed so far, in order. */
  readonly done: Working[];
  overpaid: bigint;
  readonly bearsInterest: boolean;
  isChargedOff: boolean;
  isWrittenOff: boolean;
  /** Income earned when the loan was charged off or written off. */
  earnedAtChargeOff: Portions | null;
  /** What was written off and has not been recovered since. */
  recoverable: bigint;
  isReAmortized: boolean;
  isReAged: boolean;
  /** The payment in hand is large enough to settle the loan. */
  isPrepayment: boolean;
  interestRefunded: bigint;
  /** Of the rows that were ever late. */
  readonly lateness: Map<Row, Lateness>;
  /** Days that bear no interest. */
  readonly pauses: readonly Pause[];
}

export function working(entry: Entry): Working {
  return {
    entry,
    amount: entry.amount,
    portions: noPortions(),
    cameBack: noPortions(),
    overpaid: 0n,
    isOffBooks: false,
  };
}

/** Does the loan's interest follow what is actually paid? */
export function followsPayments({ terms, bearsInterest, isChargedOff }: Replay): boolean {
  return terms.recalculation !== null && bearsInterest && !terms.isCumulative && !isChargedOff;
}

/** Does the interest model answer for the row? Not for what was paid at once, and not for what came after maturity. */
export function isOfModel(model: InterestModel, row: Row): boolean {
  return row.kind === 'instalment' && row.due <= lastPeriod(model).due;
}

/** Takes principal and interest of the rows from the model, for rows due on `from` or later. */
export function syncRows(replay: Replay, day: number, from = Number.NEGATIVE_INFINITY): void {
  const figures = figuresOf(replay.model);
  replay.model.periods.forEach((period, index) => {
    if (period.due < from) return;
    const row = rowDue(replay.rows, period.due, index);
    const current = figures[index];
    if (!row || !current) return;
    row.owed.principal = current.duePrincipal;
    row.owed.interest = current.dueInterest;
    noteMet(row, day);
  });
}

/** The instalment due on a day; mostly it stands where its period does. */
function rowDue(rows: readonly Row[], due: number, expected: number): Row | undefined {
  const isMeant = (row: Row): boolean => row.due === due && row.kind === 'instalment';
  const likely = rows[expected];
  return likely && isMeant(likely) ? likely : rows.find(isMeant);
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
