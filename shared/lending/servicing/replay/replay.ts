import { regularPeriods } from '../../day-count/periods.ts';
import type { Span } from '../../day-count/convention.ts';
import { openModel } from '../interest-model/model.ts';
import { changeRate, extend, moveDueDates, pauseInterest } from '../interest-model/operations.ts';
import { isAccrual, type TransactionKind } from '../kinds.ts';
import { newRow } from '../rows/row.ts';
import type { Charge, Entry, LoanState, Variation } from '../state.ts';
import { applyCharge } from './charge.ts';
import { applyChargeOff } from './charge-off.ts';
import { recalculate, syncRows, working, type Replay, type Working } from './context.ts';
import { applyChargeback, applyCreditBalanceRefund } from './credit.ts';
import { applyDisbursement } from './disbursement.ts';
import { interestRefundOf } from './interest-refund.ts';
import { applyPayment } from './payment.ts';
import { applyReAge } from './re-age.ts';
import { applyReAmortization } from './re-amortize.ts';

export type Book = Pick<LoanState, 'terms' | 'entries' | 'charges' | 'variations' | 'approved' | 'recalculatedTill'>;

const APPLY: Record<TransactionKind, (replay: Replay, transaction: Working) => void> = {
  disbursement: applyDisbursement,
  'down-payment': applyPayment,
  repayment: applyPayment,
  'merchant-issued-refund': applyPayment,
  'payout-refund': applyPayment,
  'goodwill-credit': applyPayment,
  'interest-payment-waiver': applyPayment,
  'interest-refund': (replay, transaction) => {
    transaction.amount = interestRefundOf(replay, transaction.entry, replayBook);
    replay.interestRefunded += transaction.amount;
    applyPayment(replay, transaction);
  },
  chargeback: applyChargeback,
  'credit-balance-refund': applyCreditBalanceRefund,
  'charge-off': applyChargeOff,
  're-age': applyReAge,
  're-amortize': applyReAmortization,
  accrual: () => undefined,
  'accrual-adjustment': () => undefined,
};

/**
 * Plays everything that was entered, in the order of its value dates, from the first day on. The order of entering does
 * not matter but between things of one day.
 */
export function replayBook(book: Book): Replay {
  const replay = open(book);
  for (const step of steps(book)) {
    if (step.what === 'variation') applyVariation(replay, step.variation);
    else if (step.what === 'charge') applyCharge(replay, step.charge);
    else {
      const transaction = working(step.entry);
      replay.isPrepayment = false;
      APPLY[step.entry.kind](replay, transaction);
      replay.done.push(transaction);
    }
  }
  replay.isPrepayment = false;
  if (book.recalculatedTill !== null) recalculate(replay, book.recalculatedTill);
  return replay;
}

function open(book: Book): Replay {
  const { terms } = book;
  const spans = regularPeriods(startOf(book), terms.installments, terms.rhythm, 'last-day');
  return {
    terms,
    rows: spans.map(({ from, due }) => newRow('instalment', from, due)),
    model: openModel(terms.reckoning, spans),
    done: [],
    overpaid: 0n,
    bearsInterest: terms.bearsInterest,
    isChargedOff: false,
    interestAtChargeOff: null,
    isReAmortized: false,
    isReAged: false,
    isPrepayment: false,
    interestRefunded: 0n,
    entries: book.entries,
    charges: book.charges,
  };
}

function startOf({ terms, entries, approved }: Book): number {
  if (terms.startsOnSubmission) return terms.submittedOn;
  const paidOut = entries.filter(({ kind, isReversed }) => kind === 'disbursement' && !isReversed);
  if (paidOut.length > 0) return Math.min(...paidOut.map(({ on }) => on));
  return approved?.expectedOn ?? terms.submittedOn;
}

/** From a moved due date on, the rhythm starts anew. */
function movedDueDates({ model, terms }: Replay, from: number, due: number): Span[] {
  const index = model.periods.findIndex((period) => period.due >= from);
  const moved = model.periods[index];
  if (!moved) return model.periods;
  const rest = regularPeriods(due, model.periods.length - index - 1, terms.rhythm, 'last-day');
  return [...model.periods.slice(0, index), { from: moved.from, due }, ...rest];
}

type Step = { readonly on: number; readonly enteredOn: number; readonly place: number } & (
  | { readonly what: 'entry'; readonly entry: Entry }
  | { readonly what: 'charge'; readonly charge: Charge }
  | { readonly what: 'variation'; readonly variation: Variation }
);

function steps(book: Book): Step[] {
  const { entries, charges, variations } = book;
  const all: Step[] = [
    ...variations.map((variation) => stepOf(variation, book)),
    ...charges.map((charge): Step => {
      const { due, enteredOn, id } = charge;
      return { what: 'charge', charge, on: Math.min(due, enteredOn), enteredOn, place: id };
    }),
    ...entries
      .filter(({ kind, isReversed }) => !isReversed && !isAccrual(kind))
      .map((entry): Step => ({ what: 'entry', entry, on: entry.on, enteredOn: entry.enteredOn, place: entry.place })),
  ];
  return all.sort((a, b) => a.on - b.on || a.enteredOn - b.enteredOn || a.place - b.place);
}

/**
 * Another rate and a pause hold from their day on. More terms and another due date change the plan as it was agreed, so
 * they follow the first disbursement at once, or the day on which more terms were agreed.
 */
function stepOf(variation: Variation, book: Book): Step {
  const { from, enteredOn } = variation;
  const step = { what: 'variation', variation, place: -1 } as const;
  if (variation.kind === 'due-date') return { ...step, on: startOf(book), enteredOn: Number.POSITIVE_INFINITY };
  if (variation.kind === 'extend') return { ...step, on: Math.min(from, enteredOn), enteredOn, place: variation.id };
  return { ...step, on: from, enteredOn: from };
}

function applyVariation(replay: Replay, variation: Variation): void {
  const { model, rows, terms } = replay;
  switch (variation.kind) {
    case 'rate':
      if (variation.rate.numerator > 0n) replay.bearsInterest = true;
      changeRate(model, variation.from, variation.rate);
      break;
    case 'pause':
      pauseInterest(model, variation.from, variation.to);
      break;
    case 'extend': {
      const start = model.periods[0]?.from ?? 0;
      const count = model.periods.length;
      const spans = regularPeriods(start, count + variation.terms, terms.rhythm, 'last-day').slice(count);
      rows.push(...spans.map(({ from, due }) => newRow('instalment', from, due)));
      extend(model, variation.from, spans);
      break;
    }
    case 'due-date':
      moveRows(replay, movedDueDates(replay, variation.from, variation.due));
      break;
  }
  syncRows(replay, variation.from, variation.kind === 'due-date' ? undefined : variation.from);
}

function moveRows({ rows, model }: Replay, spans: readonly Span[]): void {
  const regular = rows.filter((row) => row.kind === 'instalment');
  spans.forEach(({ from, due }, index) => Object.assign(regular[index] ?? {}, { from, due }));
  moveDueDates(model, spans);
}
