import { COMPONENTS, noPortions, notNegative, smaller, sumOf, type Component, type Portions } from '../amounts.ts';
import { credit } from '../interest-model/operations.ts';
import { additionalRow, maturity } from '../rows/find-row.ts';
import { addCredit, payRow, type Row } from '../rows/row.ts';
import { followsPayments, recalculate, syncRows, type Replay, type Working } from './context.ts';
import { allocateOverpayment } from './payment.ts';

/**
 * A payment that came back is owed again with the instalment of the day. Which components come back is the product's
 * order, taken from what the payment had paid; without an order all of it is principal.
 */
export function applyChargeback(replay: Replay, transaction: Working): void {
  const { entry, amount } = transaction;
  recalculate(replay, entry.on);
  const order = replay.terms.chargebackOrder;
  const follows = followsPayments(replay);
  if (order === null && !follows) {
    applyCreditBalanceRefund(replay, transaction);
    return;
  }
  const back = order === null ? principalOnly(amount) : comingBack(replay, transaction, order);
  transaction.cameBack = back;
  takeFromOverpayment(replay, transaction, amount - sumOf(back));
  addToRow(replay, back, entry.on, follows);
  const settled = allocateOverpayment(replay, transaction);
  for (const component of COMPONENTS) transaction.portions[component] = back[component] - settled[component];
}

/** What the payment had overpaid is owed to the borrower no longer; where it has gone since, it is owed again. */
function takeFromOverpayment(replay: Replay, transaction: Working, amount: bigint): void {
  transaction.overpaid = smaller(amount, replay.overpaid);
  replay.overpaid -= transaction.overpaid;
  transaction.cameBack.principal += amount - transaction.overpaid;
}

/** An overpayment paid out; what was paid out beyond it is owed again as principal. */
export function applyCreditBalanceRefund(replay: Replay, transaction: Working): void {
  const { entry, amount } = transaction;
  const principal = notNegative(amount - replay.overpaid);
  const covered = amount - principal;
  transaction.overpaid = covered;
  transaction.portions = principalOnly(principal);
  replay.overpaid -= covered;
  if (principal === 0n) return;
  const follows = followsPayments(replay);
  if (follows) {
    addToRow(replay, principalOnly(principal), entry.on, true);
    return;
  }
  const row = addToRow(replay, principalOnly(amount), entry.on, false);
  if (covered > 0n) payRow(row, 'principal', entry.on, covered);
}

function addToRow(replay: Replay, portions: Readonly<Portions>, day: number, follows: boolean): Row {
  const { rows, model } = replay;
  const end = maturity(rows);
  if (day > end) {
    const row = additionalRow(rows, day);
    addCredit(row, portions, day);
    return row;
  }
  const coming = rows.find((row) => row.kind === 'instalment' && row.due > day);
  const row = coming ?? rows.findLast((each) => each.kind === 'instalment') ?? additionalRow(rows, day);
  addCredit(row, portions, day);
  if (follows) {
    if (portions.principal > 0n) credit(model, day, portions.principal, 0n);
    if (portions.interest > 0n) credit(model, day, 0n, portions.interest);
    syncRows(replay, day);
  }
  return row;
}

function principalOnly(amount: bigint): Portions {
  return { ...noPortions(), principal: amount };
}

function comingBack(replay: Replay, transaction: Working, order: readonly Component[]): Portions {
  const { entry, amount } = transaction;
  const source = replay.done.find((each) => each.entry.id === entry.of);
  const left = { ...(source?.portions ?? noPortions()) };
  for (const earlier of replay.done) {
    if (earlier.entry.kind !== 'chargeback' || earlier.entry.of !== entry.of) continue;
    for (const component of COMPONENTS) left[component] -= earlier.cameBack[component];
  }
  const back = noPortions();
  for (const component of order) back[component] = smaller(notNegative(left[component]), amount - sumOf(back));
  return back;
}
