import { regularPeriods } from '../../day-count/periods.ts';
import type { Span } from '../../day-count/convention.ts';
import { openModel } from '../interest-model/model.ts';
import { changeRate, extend, pauseInterest } from '../interest-model/operations.ts';
import { isAccrual, type TransactionKind } from '../kinds.ts';
import { newRow } from '../rows/row.ts';
import type { Charge, Entry, LoanState, Variation } from '../state.ts';
import type { ServicingTerms } from '../terms.ts';
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
    if (step.what === 'variation') applyVariation(replay, step.variation, book);
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
  const spans = movedDueDates(book, regularPeriods(startOf(book), terms.installments, terms.rhythm, 'last-day'));
  return {
    terms,
    rows: spans.map(({ from, due }) => newRow('instalment', from, due)),
    model: openModel(terms.reckoning, spans),
    done: [],
    overpaid: 0n,
    isChargedOff: false,
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
function movedDueDates({ variations, terms }: Book, spans: Span[]): Span[] {
  let moved = spans;
  for (const variation of variations) {
    if (variation.kind !== 'due-date') continue;
    const index = moved.findIndex(({ due }) => due >= variation.from);
    const span = moved[index];
    if (!span) continue;
    const rest = regularPeriods(variation.due, moved.length - index - 1, terms.rhythm, 'last-day');
    moved = [...moved.slice(0, index), { from: span.from, due: variation.due }, ...rest];
  }
  return moved;
}

type Step = { readonly on: number; readonly enteredOn: number; readonly id: number } & (
  | { readonly what: 'entry'; readonly entry: Entry }
  | { readonly what: 'charge'; readonly charge: Charge }
  | { readonly what: 'variation'; readonly variation: Variation }
);

function steps({ entries, charges, variations }: Book): Step[] {
  const all: Step[] = [
    ...variations
      .filter(({ kind }) => kind !== 'due-date')
      .map((variation): Step => ({ what: 'variation', variation, on: variation.from, enteredOn: variation.from, id: -1 })),
    ...charges.map((charge): Step => {
      const { due, enteredOn, id } = charge;
      return { what: 'charge', charge, on: Math.min(due, enteredOn), enteredOn, id };
    }),
    ...entries
      .filter(({ kind, isReversed }) => !isReversed && !isAccrual(kind))
      .map((entry): Step => ({ what: 'entry', entry, on: entry.on, enteredOn: entry.enteredOn, id: entry.id })),
  ];
  return all.sort((a, b) => a.on - b.on || a.enteredOn - b.enteredOn || a.id - b.id);
}

function applyVariation(replay: Replay, variation: Variation, { terms }: Book): void {
  const { model, rows } = replay;
  switch (variation.kind) {
    case 'rate':
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
      return;
  }
  syncRows(replay, variation.from, variation.from);
}
