import { termsIn } from '#shared/messages/terms.ts';
import type { PostingView } from '#shared/wire/loans.ts';
import type { Tx } from '#server/platform/database.ts';
import { selectJournal } from '../store/journal.ts';

/** `<loan>:<n>:<version>` of a loan's transaction, whatever comes after it. */
const TRANSACTION = /^[0-9a-f-]{36}:(\d+):(\d+)(?::|$)/;

/** All postings about a loan, oldest first. */
export async function postingsOf(tx: Tx, subjectId: string): Promise<PostingView[]> {
  const rows = await selectJournal(tx, subjectId);
  return rows.map(({ reference, entries, ...posting }) => ({
    ...posting,
    transaction: transactionOf(reference),
    // Names of accounts are the books' own, and the books are kept in Chinese.
    entries: entries.map((entry) => ({ ...entry, name: termsIn.zh.account[entry.account] })),
  }));
}

function transactionOf(reference: string): { n: number; version: number } | null {
  const [, n, version] = TRANSACTION.exec(reference) ?? [];
  return n === undefined || version === undefined ? null : { n: Number(n), version: Number(version) };
}
