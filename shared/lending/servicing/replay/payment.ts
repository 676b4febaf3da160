import { allocateHorizontally, allocateVertically, type Payment } from '../allocation/allocate.ts';
import type { AllocationRule, DueType } from '../allocation/order.ts';
import { noPortions, sumOf, type Component, type Portions } from '../amounts.ts';
import { isSettled } from '../interest-model/figures.ts';
import { payInterest, payPrincipal } from '../interest-model/operations.ts';
import { dueAmounts, outstandingTill } from '../interest-model/questions.ts';
import { isPayment } from '../kinds.ts';
import { isOpen, payRow, type Row } from '../rows/row.ts';
import {
  countsWholePeriod,
  followsPayments,
  isOfModel,
  recalculate,
  syncRows,
  type Replay,
  type Working,
} from './context.ts';

/** Spreads a payment over the schedule by the rule of its kind; what nothing needs is an overpayment. */
export function applyPayment(replay: Replay, transaction: Working): void {
  const { entry } = transaction;
  if (!isPayment(entry.kind)) return;
  replay.isPrepayment = restsWithPeriods(replay) && settlesTheLoan(replay, transaction);
  recalculate(replay, entry.on);
  noteInterestOfClosedPeriod(replay, entry.on);
  const rule = replay.terms.ruleFor(entry.kind);
  const left = rule ? allocate(replay, transaction, rule, transaction.amount) : transaction.amount;
  transaction.overpaid = left;
  replay.overpaid += left;
}

/** Spreads an amount and adds what it paid to the transaction's portions; returns what is left. */
export function allocate(replay: Replay, transaction: Working, rule: AllocationRule, amount: bigint): bigint {
  const { rows, terms } = replay;
  const day = transaction.entry.on;
  const follows = followsPayments(replay);
  const passed = new Set<Row>();
  const payment: Payment = {
    rows,
    day,
    rule,
    rounding: terms.rounding,
    pay: (row, dueType, component, share) => {
      const paid = follows
        ? payFollowed(replay, row, { day, dueType, component, share, passed })
        : payRow(row, component, day, share);
      transaction.portions[component] += paid;
      return paid;
    },
    isLastToo: follows ? (row) => isOpen(row) || (sumOf(row.owed) === 0n && !passed.has(row)) : undefined,
  };
  return terms.isVertical ? allocateVertically(payment, amount) : allocateHorizontally(payment, amount);
}

interface Share {
  readonly day: number;
  readonly dueType: DueType;
  readonly component: Component;
  readonly share: bigint;
  /** Rows that were found to owe nothing on the day. */
  readonly passed: Set<Row>;
}

/** A payment of a loan whose interest follows the payments: paid in advance, a row owes only its interest so far. */
function payFollowed(replay: Replay, row: Row, { day, dueType, component, share, passed }: Share): bigint {
  const { model, terms } = replay;
  if (!isOfModel(model, row)) {
    passed.add(row);
    return payRow(row, component, day, share);
  }
  let payDay = day;
  if (dueType === 'in-advance') {
    if (countsWholePeriod(replay) && day > row.from && day <= row.due) payDay = row.due;
    const due = dueAmounts(model, row, payDay, terms.isVertical);
    if (due.principal === 0n && due.interest === 0n) passed.add(row);
    if (component === 'interest') row.owed.interest = due.interest;
    if (component === 'principal') row.owed.principal = due.principal;
  }
  const paid = payRow(row, component, day, share);
  if (component === 'principal') payPrincipal(model, row, payDay, paid);
  if (component === 'interest') payInterest(model, row, payDay, paid);
  if (component === 'principal' || component === 'interest') syncRows(replay, day);
  return paid;
}

/** Only there it matters whether a payment settles the loan. */
function restsWithPeriods({ terms: { recalculation, isCumulative } }: Replay): boolean {
  return !isCumulative && recalculation?.preClosure === 'till-rest-frequency-date';
}

function settlesTheLoan({ model, rows }: Replay, { entry, amount }: Working): boolean {
  const row = rows.find((each) => each.kind === 'instalment' && entry.on > each.from && entry.on <= each.due);
  if (!row) return false;
  const { principal, interest } = outstandingTill(model, row.due);
  return amount >= principal + interest;
}

/** Where interest runs to the end of the period, a period paid early in full still bears the rest of its interest. */
function noteInterestOfClosedPeriod({ model, terms, isPrepayment }: Replay, day: number): void {
  if (!isPrepayment || terms.recalculation?.preClosure !== 'till-rest-frequency-date') return;
  const current = model.periods.find(({ from, due }) => day >= from && day < due);
  if (!current || !isSettled(current)) return;
  const { interest } = outstandingTill(model, current.due);
  if (interest > 0n) current.laterInterest = interest;
}

/** What was overpaid earlier goes to what is owed now, by the default rule. Returns what it paid. */
export function allocateOverpayment(replay: Replay, transaction: Working): Portions {
  const spread: Working = { ...transaction, portions: noPortions() };
  const rule = replay.terms.ruleFor('default');
  if (replay.overpaid <= 0n || !rule) return spread.portions;
  replay.overpaid = allocate(replay, spread, rule, replay.overpaid);
  transaction.overpaid += sumOf(spread.portions);
  return spread.portions;
}
