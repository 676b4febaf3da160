import { notNegative } from './amounts.ts';
import { addCharge, addEntry, addVariation, recalculated, reverse } from './entering.ts';
import { payOffAmount } from './pay-off.ts';
import { unitsIn } from './units.ts';
import type { TransactionKind } from './kinds.ts';
import { replayBook } from './replay/replay.ts';
import { interestRefundOf } from './replay/interest-refund.ts';
import type { EventOf, ServicingEvent } from './schemas.ts';
import type { Entry, LoanState } from './state.ts';

type Commands = { [Type in ServicingEvent['type']]: (state: LoanState, event: EventOf<Type>) => LoanState };

const payment =
  (kind: TransactionKind) =>
  (state: LoanState, event: { on: number; amount: EventOf<'repayment'>['amount'] }): LoanState =>
    addEntry(state, { kind, on: event.on, amount: unitsIn(state, event.amount) });

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
  charge: (state, { kind, due, amount }) => addCharge(state, { kind, due, amount: unitsIn(state, amount) }),
  'charge-waiver': (state, { on, kind, amount }) =>
    addEntry(state, { kind: 'charge-waiver', on, amount: unitsIn(state, amount), waives: kind }),
  chargeback: (state, event) => {
    const kind = PAID_BACK[event.of] ?? event.of;
    const amount = unitsIn(state, event.amount);
    const source = active(state)
      .filter((entry) => entry.kind === kind)
      .slice(event.nth - 1)
      .find((entry) => entry.amount >= amount);
    return addEntry(state, {
      kind: 'chargeback',
      on: event.on,
      amount,
      ...(source ? { of: source.id } : {}),
    });
  },
  'chargeback-number': (state, { on, amount, of }) =>
    addEntry(state, { kind: 'chargeback', on, amount: unitsIn(state, amount), of }),
  undo: (state, { on, nth, transaction }) => {
    const ofTheDay = state.transactions.map(({ entry }) => entry).filter((entry) => entry.on === on);
    const candidates = ofTheDay.filter(({ kind }) => transaction === undefined || kind === transaction);
    return reverse(state, candidates[nth - 1]?.id);
  },
  'undo-repayment': (state, { nth }) => {
    const repayments = state.transactions.map(({ entry }) => entry).filter(({ kind }) => kind === 'repayment');
    return reverse(state, repayments[nth - 1]?.id);
  },
  'undo-number': (state, { of }) => reverse(state, of),
  'charge-off': (state, { on }) => addEntry(state, { kind: 'charge-off', on, amount: 0n }),
  'write-off': (state, { on }) => addEntry(state, { kind: 'write-off', on, amount: 0n }),
  recovery: payment('recovery'),
  'pay-off': (state, { on }) => addEntry(state, { kind: 'repayment', on, amount: payOffAmount(state, on) }),
  're-amortize': (state, { on }) => addEntry(state, { kind: 're-amortize', on, amount: 0n }),
  're-age': (state, event) => addEntry(state, { kind: 're-age', on: event.on, amount: 0n, reAge: event }),
  reschedule,
  'interest-pause': (state, { from, to }) => addVariation(state, { kind: 'pause', from, to }),
  'delinquency-pause': (state, { from, to }) => addVariation(state, { kind: 'delinquency-pause', from, to }),
  'close-of-business': (state, { on }) => ({ ...recalculated({ ...state, today: on }), closedTill: on }),
};

export function commandFor(state: LoanState, event: ServicingEvent): LoanState {
  const command = COMMANDS[event.type] as (state: LoanState, event: ServicingEvent) => LoanState;
  return command(state, event);
}

/** A product may take the down payment itself; what the borrower has overpaid counts for it. */
function disburse(state: LoanState, event: EventOf<'disburse'>): LoanState {
  const { terms } = state;
  const amount = unitsIn(state, event.amount);
  const lent = addEntry(state, { kind: 'disbursement', on: event.on, amount });
  if (!terms.paysDownPaymentItself) return lent;
  const down = notNegative(terms.downPaymentOf(amount) - state.overpaid);
  return down > 0n ? addEntry(lent, { kind: 'down-payment', on: event.on, amount: down }) : lent;
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
  if (annualRatePercent) next = addVariation(next, { kind: 'rate', from, rate: annualRatePercent });
  if (adjustedDueDate !== undefined) next = addVariation(next, { kind: 'due-date', from, due: adjustedDueDate });
  if (extraTerms !== undefined) next = addVariation(next, { kind: 'extend', from, terms: extraTerms });
  return next;
}

function active(state: LoanState): Entry[] {
  return state.transactions.map(({ entry }) => entry).filter(({ isReversed }) => !isReversed);
}
