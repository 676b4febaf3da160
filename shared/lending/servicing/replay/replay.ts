import { regularPeriods } from '../../day-count/periods.ts';
import { rowsByPeriod, hasRowsByPeriod } from '../cumulative/rows-by-period.ts';
import { inOrder } from '../in-order.ts';
import { pausesOf } from '../delinquency/days-overdue.ts';
import { openModel } from '../interest-model/model.ts';
import { isAccrual, type TransactionKind } from '../kinds.ts';
import { newRow } from '../rows/row.ts';
import type { Charge, Entry, LoanState, Variation } from '../state.ts';
import { applyCharge } from './charge.ts';
import { applyChargeOff } from './charge-off.ts';
import { recalculate, working, type Replay, type Working } from './context.ts';
import { applyChargeback, applyCreditBalanceRefund } from './credit.ts';
import { applyDisbursement } from './disbursement.ts';
import { startOf } from './due-dates.ts';
import { interestRefundOf } from './interest-refund.ts';
import { chargeLatePenalty } from './late-penalty.ts';
import { applyPayment } from './payment.ts';
import { applyReAge } from './re-age.ts';
import { applyReAmortization } from './re-amortize.ts';
import { applyVariation } from './variation.ts';
import { applyChargeWaiver } from './waiver.ts';
import { applyAfterWriteOff, applyWriteOff } from './write-off.ts';

export type Book = Pick<LoanState, 'terms' | 'entries' | 'charges' | 'variations' | 'approved' | 'recalculatedTill'> & {
  /** Asks what settles the loan on this day. */
  readonly endsOn?: number;
};

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
  'charge-waiver': applyChargeWaiver,
  'charge-off': applyChargeOff,
  'write-off': applyWriteOff,
  recovery: applyPayment,
  're-age': applyReAge,
  're-amortize': applyReAmortization,
  accrual: () => undefined,
  'accrual-adjustment': () => undefined,
  'accrual-activity': () => undefined,
};

/**
 * Plays everything that was entered, in the order of its value dates, from the first day on. The order of entering does
 * not matter but between things of one day.
 */
export function replayBook(book: Book): Replay {
  const replay = open(book);
  for (const step of steps(book)) {
    if (step.what === 'entry') applyEntry(replay, step.entry);
    else if (replay.isWrittenOff) continue;
    else if (step.what === 'charge') applyCharge(replay, step.charge);
    else if (!hasRowsByPeriod(book.terms)) applyVariation(replay, step.variation);
  }
  replay.isPrepayment = false;
  if (book.recalculatedTill !== null) {
    chargeLatePenalty(replay, book.recalculatedTill);
    recalculate(replay, book.recalculatedTill);
  }
  return replay;
}

function applyEntry(replay: Replay, entry: Entry): void {
  const transaction = working(entry);
  chargeLatePenalty(replay, entry.on);
  transaction.isOffBooks = replay.isChargedOff;
  replay.isPrepayment = false;
  if (replay.isWrittenOff) applyAfterWriteOff(replay, transaction);
  else APPLY[entry.kind](replay, transaction);
  replay.done.push(transaction);
}

function open(book: Book): Replay {
  const { terms } = book;
  const spans = regularPeriods(startOf(book), terms.installments, terms.rhythm, 'last-day');
  return {
    terms,
    rows: hasRowsByPeriod(terms) ? rowsByPeriod(book) : spans.map(({ from, due }) => newRow('instalment', from, due)),
    model: openModel(terms.reckoning, spans),
    done: [],
    overpaid: 0n,
    bearsInterest: terms.bearsInterest || book.variations.some(changesPlan),
    isChargedOff: false,
    isWrittenOff: false,
    earnedAtChargeOff: null,
    recoverable: 0n,
    isReAmortized: false,
    isReAged: false,
    isPrepayment: false,
    interestRefunded: 0n,
    lateness: new Map(),
    pauses: pausesOf(book.variations, 'pause'),
  };
}

/** A loan that bears interest some day, or whose plan changes some day, follows its payments from the first day on. */
function changesPlan({ kind, isReversed }: Variation): boolean {
  return !isReversed && kind !== 'delinquency-pause';
}

type Step = { readonly on: number; readonly enteredOn: number; readonly place: number } & (
  | { readonly what: 'entry'; readonly entry: Entry }
  | { readonly what: 'charge'; readonly charge: Charge }
  | { readonly what: 'variation'; readonly variation: Variation }
);

function steps(book: Book): Step[] {
  const { entries, charges, variations } = book;
  const all: Step[] = [
    ...variations
      .filter(({ kind, isReversed }) => !isReversed && kind !== 'delinquency-pause')
      .map((variation) => stepOf(variation, book)),
    ...charges
      .filter(({ isReversed }) => !isReversed)
      .map((charge): Step => {
        const { due, enteredOn, id } = charge;
        return { what: 'charge', charge, on: Math.min(due, enteredOn), enteredOn, place: id };
      }),
    ...entries
      .filter(({ kind, isReversed }) => !isReversed && !isAccrual(kind))
      .map((entry): Step => ({ what: 'entry', entry, on: entry.on, enteredOn: entry.enteredOn, place: entry.place })),
  ];
  return inOrder(all);
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
