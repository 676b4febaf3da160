import { addFen } from '#shared/money/fen.ts';
import { termsIn } from '#shared/messages/terms.ts';
import type { TrialBalance } from '#shared/wire/ledger.ts';
import type { Platform } from '#server/platform/context.ts';
import type { Tx } from '#server/platform/database.ts';
import { sided } from '../model.ts';
import { balances, selectBooks, unbalancedTransactions, type Slice } from '../store/balances.ts';

/**
 * Balances per book, account and party, both sides summed: the query that proves the books. Of all that was posted up to
 * an instant, of all that counts up to a day, of one book or of all.
 */
export async function trialBalance(
  platform: Pick<Platform, 'now'>,
  tx: Tx,
  slice: Slice,
): Promise<Omit<TrialBalance, 'loanPrincipalFen'>> {
  const rows = await balances(tx, slice);
  const accounts = rows.map((row) => ({
    book: row.book,
    code: row.account,
    // Names of accounts are the books' own, and the books are kept in Chinese.
    name: termsIn.zh.account[row.account],
    party: row.party ?? `×${row.parties}`,
    ...sided(row.balanceFen),
  }));
  const totalDebitFen = addFen(...accounts.map(({ debitFen }) => debitFen));
  const totalCreditFen = addFen(...accounts.map(({ creditFen }) => creditFen));
  const balanced = totalDebitFen === totalCreditFen && (await unbalancedTransactions(tx, slice)) === 0;
  const at = slice.at ?? platform.now();
  return { at, books: await selectBooks(tx), accounts, totalDebitFen, totalCreditFen, balanced };
}
