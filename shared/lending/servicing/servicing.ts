import { equalPortions, noPortions } from './amounts.ts';
import { bookIncome } from './accrual/accrual.ts';
import { commandFor } from './commands.ts';
import { isAccrual } from './kinds.ts';
import type { Working } from './replay/context.ts';
import { replayBook } from './replay/replay.ts';
import type { ServicingEvent } from './schemas.ts';
import type { Entry, LoanState, Result, Transaction } from './state.ts';
import type { ServicingTerms } from './terms.ts';

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

/** The loan after an event. The state given is not changed. */
export function apply(state: LoanState, event: ServicingEvent): LoanState {
  const entered = derive(commandFor(state, event));
  const income = bookIncome(state, entered, event);
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
    if (!transaction) return unprocessed(entry, before);
    balance = balanceAfter(balance, transaction);
    const { amount, portions } = transaction;
    const result: Result = { amount, portions, overpaid: transaction.overpaid, balance };
    if (!before) return { ...result, entry, version: 1, isReplayed: false };
    const isSame = sameResult(before, result) && !replayedDays.has(entry.on);
    if (isSame) return { ...before, ...result, entry };
    replayedDays.add(entry.on);
    return { ...result, entry, version: before.version + 1, isReplayed: true };
  });
  return { ...state, rows, overpaid, transactions };
}

function unprocessed(entry: Entry, before: Transaction | undefined): Transaction {
  if (before) return { ...before, entry };
  const portions = isAccrual(entry.kind) ? (entry.accrued ?? noPortions()) : noPortions();
  return { entry, version: 1, isReplayed: false, amount: entry.amount, portions, overpaid: 0n, balance: 0n };
}

export function inOrder(entries: readonly Entry[]): Entry[] {
  return [...entries].sort((a, b) => a.on - b.on || a.enteredOn - b.enteredOn || a.place - b.place);
}

function sameResult(a: Result, b: Result): boolean {
  return a.amount === b.amount && a.overpaid === b.overpaid && equalPortions(a.portions, b.portions);
}

function balanceAfter(balance: bigint, { entry, amount, overpaid, portions }: Working): bigint {
  switch (entry.kind) {
    case 'disbursement':
      return balance + amount - overpaid;
    case 'chargeback':
    case 'credit-balance-refund':
      return balance + portions.principal;
    case 'charge-off':
    case 're-age':
    case 're-amortize':
    case 'accrual':
    case 'accrual-adjustment':
      return balance;
    case 'down-payment':
    case 'repayment':
    case 'merchant-issued-refund':
    case 'payout-refund':
    case 'goodwill-credit':
    case 'interest-payment-waiver':
    case 'interest-refund':
      return balance - portions.principal;
  }
}
