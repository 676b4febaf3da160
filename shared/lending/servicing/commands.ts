import { notNegative, sumOf, total } from './amounts.ts';
import { outstandingTill } from './interest-model/questions.ts';
import { unitsIn } from './units.ts';
import type { TransactionKind } from './kinds.ts';
import { replayBook } from './replay/replay.ts';
import { interestRefundOf } from './replay/interest-refund.ts';
import { outstandingOf } from './rows/row.ts';
import type { EventOf, ServicingEvent } from './schemas.ts';
import type { Entry, LoanState, Variation } from './state.ts';
import { followsPayments } from './replay/context.ts';

type Commands = { [Type in ServicingEvent['type']]: (state: LoanState, event: EventOf<Type>) => LoanState };

const payment =
  (kind: TransactionKind) =>
  (state: LoanState, event: { on: number; amount: EventOf<'repayment'>['amount'] }): LoanState =>
    enter(state, { kind, on: event.on, amount: unitsIn(state, event.amount) });

/** How the cases call the kinds whose payments come back. */
const PAID_BACK: Partial<Record<EventOf<'chargeback'>['of'], TransactionKind>> = {
  payment: 'repayment',
  downpayment: 'down-payment',
};

/** What each command enters into the loan's book; everything else follows by replaying it. */
const COMMANDS: Commands = {
  businessDate: (state, { on }) => ({ ...state, today: on }),
  approve: (state, event) => ({
    ...state,
    approved: { amount: unitsIn(state, event.amount), expectedOn: event.expectedDisbursement },
  }),
  disburse,
  repayment: payment('repayment'),
  'goodwill-credit': payment('goodwill-credit'),
  'interest-payment-waiver': payment('interest-payment-waiver'),
  'merchant-issued-refund': refund,
  'payout-refund': refund,
  'credit-balance-refund': payment('credit-balance-refund'),
  charge: (state, { kind, due, amount }) => ({
    ...recalculated(state),
    nextId: state.nextId + 1,
    charges: [
      ...state.charges,
      { id: state.nextId, kind, due, amount: unitsIn(state, amount), enteredOn: state.today },
    ],
  }),
  chargeback: (state, event) => {
    const kind = PAID_BACK[event.of] ?? event.of;
    const amount = unitsIn(state, event.amount);
    const source = active(state)
      .filter((entry) => entry.kind === kind)
      .slice(event.nth - 1)
      .find((entry) => entry.amount >= amount);
    return enter(state, {
      kind: 'chargeback',
      on: event.on,
      amount,
      ...(source ? { of: source.id } : {}),
    });
  },
  undo: (state, { on, nth, transaction }) => {
    const ofTheDay = state.transactions.map(({ entry }) => entry).filter((entry) => entry.on === on);
    const candidates = ofTheDay.filter(({ kind }) => transaction === undefined || kind === transaction);
    return reverse(state, candidates[nth - 1]);
  },
  'undo-repayment': (state, { nth }) => {
    const repayments = state.transactions.map(({ entry }) => entry).filter(({ kind }) => kind === 'repayment');
    return reverse(state, repayments[nth - 1]);
  },
  'charge-off': (state, { on }) => enter(state, { kind: 'charge-off', on, amount: 0n }),
  'pay-off': (state, { on }) => enter(state, { kind: 'repayment', on, amount: payOffAmount(state, on) }),
  're-amortize': (state, { on }) => enter(state, { kind: 're-amortize', on, amount: 0n }),
  're-age': (state, event) => enter(state, { kind: 're-age', on: event.on, amount: 0n, reAge: event }),
  reschedule,
  'interest-pause': (state, { from, to }) => vary(state, { kind: 'pause', from, to }),
  'close-of-business': (state, { on }) => ({ ...recalculated({ ...state, today: on }), closedTill: on }),
};

export function commandFor(state: LoanState, event: ServicingEvent): LoanState {
  const command = COMMANDS[event.type] as (state: LoanState, event: ServicingEvent) => LoanState;
  return command(state, event);
}

function enter(state: LoanState, entry: Omit<Entry, 'id' | 'place' | 'enteredOn' | 'isReversed'>): LoanState {
  const full: Entry = { ...entry, id: state.nextId, place: state.nextId, enteredOn: state.today, isReversed: false };
  return { ...recalculated(state), nextId: state.nextId + 1, entries: [...state.entries, full] };
}

function recalculated(state: LoanState): LoanState {
  return { ...state, recalculatedTill: Math.max(state.recalculatedTill ?? state.today, state.today) };
}

/** A product may take the down payment itself; what the borrower has overpaid counts for it. */
function disburse(state: LoanState, event: EventOf<'disburse'>): LoanState {
  const { terms } = state;
  const amount = unitsIn(state, event.amount);
  const lent = enter(state, { kind: 'disbursement', on: event.on, amount });
  if (!terms.paysDownPaymentItself) return lent;
  const down = notNegative(terms.downPaymentOf(amount) - state.overpaid);
  return down > 0n ? enter(lent, { kind: 'down-payment', on: event.on, amount: down }) : lent;
}

/** Money given back for goods returned. Where agreed, the interest it has cost is given back too. */
function refund(state: LoanState, event: EventOf<'merchant-issued-refund' | 'payout-refund'>): LoanState {
  const { terms } = state;
  const entered = payment(event.type)(state, event);
  const isWanted = event.interestRefund ?? terms.refundsInterestOn.includes(event.type);
  if (!isWanted || !terms.bearsInterest || terms.isCumulative) return entered;
  const before = { ...entered, entries: entered.entries.filter(({ on }) => on <= event.on) };
  const replayed = replayBook({ ...before, recalculatedTill: null });
  const interest: Entry = {
    id: entered.nextId,
    place: entered.nextId,
    kind: 'interest-refund',
    on: event.on,
    amount: 0n,
    enteredOn: state.today,
    isReversed: false,
    of: state.nextId,
  };
  if (interestRefundOf(replayed, interest, replayBook) === 0n) return entered;
  return { ...entered, nextId: entered.nextId + 1, entries: [...entered.entries, interest] };
}

function reschedule(state: LoanState, event: EventOf<'reschedule'>): LoanState {
  const { from, annualRatePercent, adjustedDueDate, extraTerms } = event;
  let next = state;
  if (annualRatePercent) next = vary(next, { kind: 'rate', from, rate: annualRatePercent });
  if (adjustedDueDate !== undefined) next = vary(next, { kind: 'due-date', from, due: adjustedDueDate });
  if (extraTerms !== undefined) next = vary(next, { kind: 'extend', from, terms: extraTerms });
  return next;
}

type NewVariation = Variation extends infer Each
  ? Each extends Variation
    ? Omit<Each, 'id' | 'enteredOn'>
    : never
  : never;

function vary(state: LoanState, variation: NewVariation): LoanState {
  const full: Variation = { ...variation, id: state.nextId, enteredOn: state.today };
  return { ...recalculated(state), nextId: state.nextId + 1, variations: [...state.variations, full] };
}

function active(state: LoanState): Entry[] {
  return state.transactions.map(({ entry }) => entry).filter(({ isReversed }) => !isReversed);
}

/** What belongs to a reversed transaction is reversed with it. */
function reverse(state: LoanState, target: Entry | undefined): LoanState {
  if (!target) return state;
  const entries = state.entries.map((entry) => {
    const isMeant = entry.id === target.id || (entry.of === target.id && entry.kind === 'interest-refund');
    return isMeant ? { ...entry, isReversed: true } : entry;
  });
  return { ...recalculated(state), entries };
}

/** Exactly what settles the loan on the day: all principal and charges, and interest up to then. */
export function payOffAmount(state: LoanState, day: number): bigint {
  const replay = replayBook({ ...state, recalculatedTill: Math.max(state.recalculatedTill ?? day, day) });
  if (!followsPayments(replay)) return total(replay.rows, (row) => sumOf(row.owed) - sumOf(row.paid));
  const tillDue = state.terms.recalculation?.preClosure === 'till-rest-frequency-date';
  const current = replay.model.periods.find(({ from, due }) => day > from && day <= due);
  const { principal, interest } = outstandingTill(replay.model, tillDue ? (current?.due ?? day) : day);
  const charges = total(replay.rows, (row) => outstandingOf(row, 'fee') + outstandingOf(row, 'penalty'));
  return principal + interest + charges;
}
