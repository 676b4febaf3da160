import { allocateHorizontally, allocateVertically, type Payment } from '../allocation/allocate.ts';
import type { AllocationRule, DueType } from '../allocation/order.ts';
import { smaller, sumOf, type Component } from '../amounts.ts';
import { isSettled } from '../interest-model/figures.ts';
import { lastPeriod } from '../interest-model/model.ts';
import { payInterest, payPrincipal } from '../interest-model/operations.ts';
import { dueAmounts, outstandingTill } from '../interest-model/questions.ts';
import { isPayment } from '../kinds.ts';
import { isOpen, payRow, type Row } from '../rows/row.ts';
import { countsWholePeriod, followsPayments, recalculate, syncRows, type Replay, type Working } from './context.ts';

/** Spreads a payment over the schedule by the rule of its kind; what nothing needs is an overpayment. */
export function applyPayment(replay: Replay, transaction: Working): void {
  const { entry } = transaction;
  if (!isPayment(entry.kind)) return;
  replay.isPrepayment = settlesTheLoan(replay, transaction);
  recalculate(replay, entry.on);
  noteInterestOfClosedPeriod(replay, entry.on);
  const rule = replay.terms.ruleFor(entry.kind);
  const left = rule ? allocate(replay, transaction, rule, transaction.amount) : transaction.amount;
  transaction.overpaid = left;
  replay.overpaid = left > 0n ? replay.overpaid + left : 0n;
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
  if (row.kind !== 'instalment' || row.due > lastPeriod(model).due) {
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

function settlesTheLoan({ model, rows, terms }: Replay, { entry, amount }: Working): boolean {
  if (terms.recalculation === null || terms.isCumulative) return false;
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

/** What was overpaid earlier goes to what is owed now, by the default rule. */
export function allocateOverpayment(replay: Replay, transaction: Working): void {
  if (replay.overpaid <= 0n) return;
  transaction.overpaid = smaller(transaction.amount, replay.overpaid);
  const rule = replay.terms.ruleFor('default');
  if (!rule) return;
  const spread: Working = { ...transaction, portions: { ...transaction.portions } };
  replay.overpaid = allocate(replay, spread, rule, replay.overpaid);
}
