import { addFen, fen, subtractFen, type Fen } from '#shared/money/fen.ts';
import type { TrialBalance } from '#shared/wire/ledger.ts';

/** Loans (shared/messages/zh/terms.ts): what the principal owed must add up to. */
export const PRINCIPAL_ACCOUNT = '1303';

export interface SideOfAccount {
  code: string;
  amountFen: Fen;
  /** Per cent of the higher of the two sides, so that equal sides are equally long. */
  share: number;
}

/** One side of the balance, account by account, its parties put together; accounts without an amount are left out. */
export function sideOf(balance: TrialBalance, side: 'debitFen' | 'creditFen'): SideOfAccount[] {
  const longest = Math.max(1, balance.totalDebitFen, balance.totalCreditFen);
  const sums = new Map<string, Fen>();
  for (const account of balance.accounts) {
    sums.set(account.code, addFen(sums.get(account.code) ?? fen(0), account[side]));
  }
  return [...sums]
    .filter(([, amountFen]) => amountFen > 0)
    .map(([code, amountFen]) => ({ code, amountFen, share: (amountFen / longest) * 100 }));
}

/** The balance of the principal's account, debit less credit, over all parties. */
export function principalBalance(balance: TrialBalance): Fen {
  const rows = balance.accounts.filter((account) => account.code === PRINCIPAL_ACCOUNT);
  return subtractFen(addFen(...rows.map((row) => row.debitFen)), addFen(...rows.map((row) => row.creditFen)));
}

/** How many loans a party of the form `×3` stands for; null for a party with a name. */
export function loansOf(party: string): string | null {
  return /^×(\d+)$/.exec(party)?.[1] ?? null;
}
