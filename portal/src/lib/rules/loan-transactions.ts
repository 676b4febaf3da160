import type { LoanTransaction, WhatIf } from '#shared/wire/loans.ts';

/** A transaction as it now is, with the versions that a replay has replaced, newest first. */
export interface TransactionLine {
  now: LoanTransaction;
  former: LoanTransaction[];
}

/** One line a transaction, the last entered on top. */
export function transactionLines(transactions: readonly LoanTransaction[]): TransactionLine[] {
  const byNumber = new Map<number, LoanTransaction[]>();
  for (const each of transactions) byNumber.set(each.n, [...(byNumber.get(each.n) ?? []), each]);
  return [...byNumber.values()]
    .flatMap((versions) => {
      const [now, ...former] = versions.sort((a, b) => b.version - a.version);
      return now ? [{ now, former }] : [];
    })
    .sort((a, b) => b.now.n - a.now.n);
}

export interface Replayed {
  before: LoanTransaction;
  after: LoanTransaction;
}

/** What an action would do to the book: lines that come, and lines that it would play otherwise. */
export function comingTransactions(
  transactions: readonly LoanTransaction[],
  whatIf: Pick<WhatIf, 'transactions'>,
): { added: LoanTransaction[]; replayed: Replayed[] } {
  const now = new Map(transactionLines(transactions).map((line) => [line.now.n, line.now]));
  const added: LoanTransaction[] = [];
  const replayed: Replayed[] = [];
  for (const after of whatIf.transactions) {
    const before = now.get(after.n);
    if (before) replayed.push({ before, after });
    else added.push(after);
  }
  return { added, replayed };
}
