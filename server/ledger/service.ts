import { addFen, type Fen } from '#shared/money/fen.ts';
import { termsIn } from '#shared/messages/terms.ts';
import type { TrialBalance } from '#shared/wire/portal.ts';
import type { Platform } from '#server/platform/context.ts';
import type { Tx } from '#server/platform/database.ts';
import { contentHash, isBookable, sided, type Posting } from './model.ts';
import { balances, contentHashOf, insertEntries, insertTransaction, unbalancedTransactions } from './store.ts';

/**
 * Books a fact once: a repeat with the same entries changes nothing. One with other entries, or one that does not
 * balance, is a broken assumption and throws.
 */
export async function post(platform: Pick<Platform, 'now' | 'newId'>, tx: Tx, posting: Posting): Promise<void> {
  if (!isBookable(posting)) throw new Error(`A ${posting.kind} posting does not balance.`);
  const id = platform.newId();
  const hash = contentHash(posting);
  if (await insertTransaction(tx, { id, posting, contentHash: hash, postedAt: platform.now() })) {
    return insertEntries(tx, id, posting.entries);
  }
  if ((await contentHashOf(tx, posting)) !== hash)
    throw new Error(`The ${posting.kind} of this subject is in the books already, with other entries.`);
}

/** Balances per account and party, both sides summed: the query that proves the books. */
export async function trialBalance(
  platform: Pick<Platform, 'now'>,
  tx: Tx,
): Promise<Omit<TrialBalance, 'loanPrincipalFen'>> {
  const rows = await balances(tx);
  const accounts = rows.map((row) => ({
    code: row.account,
    // Names of accounts are the books' own, and the books are kept in Chinese.
    name: termsIn.zh.account[row.account],
    party: row.party_kind === 'loan' ? `×${row.parties}` : row.party_name,
    ...sided(row.balance_fen),
  }));
  const totalDebitFen = total(accounts.map(({ debitFen }) => debitFen));
  const totalCreditFen = total(accounts.map(({ creditFen }) => creditFen));
  const balanced = totalDebitFen === totalCreditFen && (await unbalancedTransactions(tx)) === 0;
  return { at: platform.now(), accounts, totalDebitFen, totalCreditFen, balanced };
}

function total(amounts: readonly Fen[]): Fen {
  return addFen(...amounts);
}
