import { addFen, type Fen } from '#shared/money/fen.ts';
import type { Closing } from '#shared/wire/loans.ts';

export function isRunning(closing: Pick<Closing, 'run'> | null): boolean {
  const run = closing?.run ?? null;
  return run !== null && run.finishedAt === null;
}

/** How far a run is, in whole per cent; never a hundred before every loan is done. */
export function progressPercent({ loansDone, loansTotal }: { loansDone: number; loansTotal: number }): number {
  if (loansTotal <= 0) return 100;
  return Math.min(100, Math.floor((loansDone / loansTotal) * 100));
}

export interface PortfolioShare<T> {
  row: T;
  /** Per cent of the highest row, for the bar. */
  bar: number;
  /** Basis points of all the principal. */
  shareBps: number;
}

/** Rows of the portfolio with their bars and their part of the whole; an empty portfolio has no bars. */
export function portfolioShares<T extends { principalFen: Fen }>(rows: readonly T[]): PortfolioShare<T>[] {
  const highest = Math.max(...rows.map((row) => row.principalFen), 0);
  const total = addFen(...rows.map((row) => row.principalFen));
  return rows.map((row) => ({
    row,
    bar: highest === 0 ? 0 : (row.principalFen / highest) * 100,
    shareBps: total === 0 ? 0 : Math.round((row.principalFen / total) * 10_000),
  }));
}
