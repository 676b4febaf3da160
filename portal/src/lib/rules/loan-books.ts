import { addFen, fen, subtractFen, type Fen } from '#shared/money/fen.ts';
import type { LoanDetail, PostingView } from '#shared/wire/loans.ts';

type EntryView = PostingView['entries'][number];

/** Debit less credit of some entries; negative where the credit is higher. */
export function debitBalance(entries: readonly Pick<EntryView, 'side' | 'amountFen'>[]): Fen {
  return entries.reduce(
    (sum, { side, amountFen }) => (side === 'debit' ? addFen(sum, amountFen) : subtractFen(sum, amountFen)),
    fen(0),
  );
}

export interface AccountSum {
  /** Account and book: each book has its own. */
  key: string;
  account: string;
  name: string;
  book: string;
  entries: number;
  balanceFen: Fen;
}

export function accountKey(book: string, account: string): string {
  return `${account} ${book}`;
}

/** What each account of each book holds for this loan, by book and then by code. */
export function accountSums(postings: readonly PostingView[]): AccountSum[] {
  const groups = new Map<string, { sum: Omit<AccountSum, 'entries' | 'balanceFen'>; entries: EntryView[] }>();
  for (const posting of postings) {
    for (const entry of posting.entries) {
      const key = accountKey(posting.book, entry.account);
      const group = groups.get(key);
      if (group) group.entries.push(entry);
      else {
        const { account, name } = entry;
        groups.set(key, { sum: { key, account, name, book: posting.book }, entries: [entry] });
      }
    }
  }
  return [...groups.values()]
    .map(({ sum, entries }) => ({ ...sum, entries: entries.length, balanceFen: debitBalance(entries) }))
    .sort((a, b) => a.book.localeCompare(b.book) || a.account.localeCompare(b.account));
}

/** The postings with an entry of that account, and of their entries only those; all of them where none is asked for. */
export function postingsOn(postings: readonly PostingView[], key: string | null): PostingView[] {
  if (key === null) return [...postings];
  return postings
    .map((posting) => ({
      ...posting,
      entries: posting.entries.filter((entry) => accountKey(posting.book, entry.account) === key),
    }))
    .filter(({ entries }) => entries.length > 0);
}

/** A stretch of the journal: postings one by one, or days of the same kind that are told together. */
export interface JournalPart {
  /** Of its first posting. */
  key: string;
  postings: PostingView[];
  isFolded: boolean;
}

/** As many days of income as are still read one by one. */
const UNFOLDED_MAX = 2;

/** The journal with its daily income folded: a year of it is one line until somebody opens it. */
export function journalParts(postings: readonly PostingView[]): JournalPart[] {
  const runs: PostingView[][] = [];
  for (const posting of postings) {
    const run = runs.at(-1);
    const [first] = run ?? [];
    if (run && first?.kind === 'accrual' && posting.kind === 'accrual' && posting.book === first.book)
      run.push(posting);
    else runs.push([posting]);
  }
  return runs.flatMap((run) => {
    const parts = run.length > UNFOLDED_MAX ? [run] : run.map((posting) => [posting]);
    return parts.flatMap((part) => {
      const [first] = part;
      return first ? [{ key: first.id, postings: part, isFolded: part.length > UNFOLDED_MAX }] : [];
    });
  });
}

/** The figures of a loan that stand in one account of its lender's book, and on which side they stand. */
export const FIGURE_ACCOUNTS = {
  principal: { account: '1303', side: 'debit' },
  accrued: { account: '1132', side: 'debit' },
  overpaid: { account: '2203', side: 'credit' },
} as const;
export type BookedFigure = keyof typeof FIGURE_ACCOUNTS;
export const BOOKED_FIGURES = ['principal', 'accrued', 'overpaid'] as const satisfies readonly BookedFigure[];

export interface FigureProof {
  figure: BookedFigure;
  account: string;
  /** The account to look at; null where nothing was ever booked on it. */
  key: string | null;
  /** As the loan's page says it. */
  shownFen: Fen;
  /** As the entries add up. */
  bookedFen: Fen;
  agrees: boolean;
}

/** Each figure beside the sum of the entries that make it. */
export function figureProofs(
  loan: Pick<LoanDetail, 'payoff' | 'accruedFen' | 'overpaidFen' | 'transactions'>,
  postings: readonly PostingView[],
): FigureProof[] {
  const sums = accountSums(postings);
  const shown: Record<BookedFigure, Fen> = {
    principal: isLost(loan) ? fen(0) : (loan.payoff?.principalFen ?? fen(0)),
    accrued: loan.accruedFen,
    overpaid: loan.overpaidFen,
  };
  return BOOKED_FIGURES.map((figure) => {
    const { account, side } = FIGURE_ACCOUNTS[figure];
    const found = sums.find((sum) => sum.account === account);
    const balanceFen = found?.balanceFen ?? fen(0);
    const bookedFen = side === 'debit' ? balanceFen : subtractFen(fen(0), balanceFen);
    const shownFen = shown[figure];
    return { figure, account, key: found?.key ?? null, shownFen, bookedFen, agrees: shownFen === bookedFen };
  });
}

/** What was charged or written off has left the books, though it is still owed. */
function isLost({ transactions }: Pick<LoanDetail, 'transactions'>): boolean {
  return transactions.some(({ kind, isReversed, isReplaced }) => {
    return (kind === 'charge-off' || kind === 'write-off') && !isReversed && !isReplaced;
  });
}
