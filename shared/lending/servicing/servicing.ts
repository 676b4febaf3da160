import { equalPortions, noPortions } from './amounts.ts';
import { bookIncome } from './accrual/accrual.ts';
import { noteActivity } from './accrual/activity.ts';
import { commandFor } from './commands.ts';
import { inOrder } from './in-order.ts';
import { isAccrual } from './kinds.ts';
import type { Working } from './replay/context.ts';
import { replayBook } from './replay/replay.ts';
import { isOpen } from './rows/row.ts';
import type { ServicingEvent } from './schemas.ts';
import type { Entry, LoanState, Result, Transaction } from './state.ts';
import { bearsInterestOnOverdue, type ServicingTerms } from './terms.ts';

export function openLoan(terms: ServicingTerms): LoanState {
  return {
    terms,
    today: terms.submittedOn,
    approved: null,
    nextId: 1,
    entries: [],
    charges: [],
    variations: [],
    recalculatedTill: null,
    closedTill: null,
    transactions: [],
    rows: [],
    overpaid: 0n,
  };
}

/** The loan after an event, without entries for income: who keeps books day by day asks `earnedTill`. */
export function enter(state: LoanState, event: ServicingEvent): LoanState {
  return derive(commandFor(state, event));
}

/** The loan as of a business day, everything before it closed. */
export function advance(state: LoanState, day: number): LoanState {
  const closed = commandFor(state, { type: 'close-of-business', on: day });
  return isQuiet(closed) ? closed : derive(closed);
}

/** Nothing is late, so that the day changes nothing of what follows from the book. */
function isQuiet({ terms, rows, recalculatedTill }: LoanState): boolean {
  if (rows.length === 0 || bearsInterestOnOverdue(terms)) return false;
  return !rows.some((row) => isOpen(row) && recalculatedTill !== null && row.due < recalculatedTill);
}

/** The loan after an event, with what it has earned booked as entries of its own. The state given is not changed. */
export function apply(state: LoanState, event: ServicingEvent): LoanState {
  const entered = enter(state, event);
  const income = noteActivity(state, bookIncome(state, entered, event), event);
  return income === entered ? entered : derive(income);
}

export function replayEvents(terms: ServicingTerms, events: readonly ServicingEvent[]): LoanState {
  return events.reduce(apply, openLoan(terms));
}

/** What follows from what was entered. Lines that come out otherwise than before get a new version. */
export function derive(state: LoanState): LoanState {
  const { rows, done, overpaid } = replayBook(state);
  const processed = new Map(done.map((transaction) => [transaction.entry.id, transaction]));
  const replayedDays = new Set<number>();
  let balance = 0n;
  const transactions = inOrder(state.entries).map((entry): Transaction => {
    const before = state.transactions.find((line) => line.entry.id === entry.id);
    const transaction = processed.get(entry.id);
    if (!transaction) return unprocessed(entry, before, replayedDays.has(entry.on));
    balance = balanceAfter(balance, transaction);
    const { amount, portions, overpaid, isOffBooks } = transaction;
    const result: Result = { amount, portions, overpaid, balance, isOffBooks };
    if (!before) return { ...result, entry, version: 1, isReplayed: false };
    const isSame = sameResult(before, result) && !replayedDays.has(entry.on);
    if (isSame) return { ...before, ...result, entry };
    replayedDays.add(entry.on);
    return { ...result, entry, version: before.version + 1, isReplayed: true };
  });
  return { ...state, rows, overpaid, transactions };
}

/** A line that no replay touches. Notes of what instalments brought in follow the rows, so they have versions too. */
function unprocessed(entry: Entry, before: Transaction | undefined, isReplayedDay: boolean): Transaction {
  const portions = isAccrual(entry.kind) ? (entry.accrued ?? noPortions()) : noPortions();
  if (before && !isReplayedDay && before.entry.on === entry.on && equalPortions(before.portions, portions)) {
    return { ...before, entry };
  }
  if (before && entry.kind !== 'accrual-activity') return { ...before, entry };
  return {
    entry,
    version: (before?.version ?? 0) + 1,
    isReplayed: before !== undefined,
    amount: entry.amount,
    portions,
    overpaid: 0n,
    balance: 0n,
    isOffBooks: false,
  };
}

function sameResult(a: Result, b: Result): boolean {
  const isSameMoney = a.amount === b.amount && a.overpaid === b.overpaid && equalPortions(a.portions, b.portions);
  return isSameMoney && a.isOffBooks === b.isOffBooks;
}

function balanceAfter(balance: bigint, { entry, amount, overpaid, portions }: Working): bigint {
  switch (entry.kind) {
    case 'disbursement':
      return balance + amount - overpaid;
    case 'chargeback':
    case 'credit-balance-refund':
      return balance + portions.principal;
    case 'charge-waiver':
    case 'charge-off':
    case 're-age':
    case 're-amortize':
    case 'accrual':
    case 'accrual-adjustment':
    case 'accrual-activity':
      return balance;
    case 'down-payment':
    case 'repayment':
    case 'merchant-issued-refund':
    case 'payout-refund':
    case 'goodwill-credit':
    case 'interest-payment-waiver':
    case 'interest-refund':
    case 'write-off':
    case 'recovery':
      return balance - portions.principal;
  }
}
