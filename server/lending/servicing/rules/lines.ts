import type { CalendarDate } from '#shared/calendar/date.ts';
import { journalOf, type LoanState, type Transaction } from '#shared/lending/servicing/index.ts';
import { ZERO_FEN, type Fen } from '#shared/money/fen.ts';
import type { LoanLineKind } from '#shared/wire/loans.ts';
import { dateOf, fenOf } from './units.ts';

/** A line of the loan's book as it now is: a transaction, a charge, or a change of the terms. */
export interface Line {
  /** The loan's own number of it. */
  n: number;
  version: number;
  kind: LoanLineKind;
  valueOn: CalendarDate;
  amountFen: Fen;
  principalFen: Fen;
  interestFen: Fen;
  feeFen: Fen;
  penaltyFen: Fen;
  overpaidFen: Fen;
  /** Principal owed after it. */
  balanceFen: Fen;
  /** By how much it changes the principal in the lender's books. */
  principalChangeFen: Fen;
  isReversed: boolean;
  of: number | null;
  /** What is posted for it; null for what no account knows. */
  transaction: Transaction | null;
}

/** Every line, by number. */
export function linesOf(state: LoanState): Line[] {
  return [
    ...state.transactions.map(transactionLine),
    ...state.charges.map((charge): Line => {
      const { id: n, due, kind, amount, isReversed } = charge;
      const portion = kind === 'fee' ? { feeFen: fenOf(amount) } : { penaltyFen: fenOf(amount) };
      return { ...emptyLine(state, n, due), kind: 'charge', amountFen: fenOf(amount), ...portion, isReversed };
    }),
    ...state.variations.map((variation): Line => {
      const { id: n, from, kind, isReversed } = variation;
      return { ...emptyLine(state, n, from), kind: VARIATION_KINDS[kind], isReversed };
    }),
  ].sort((a, b) => a.n - b.n);
}

const VARIATION_KINDS = {
  rate: 'reschedule',
  extend: 'reschedule',
  'due-date': 'reschedule',
  pause: 'interest-pause',
  'delinquency-pause': 'delinquency-pause',
} as const;

function transactionLine(transaction: Transaction): Line {
  const { entry, version, amount, portions, overpaid, balance } = transaction;
  const kind = entry.kind;
  if (kind === 'accrual' || kind === 'accrual-adjustment' || kind === 'accrual-activity')
    throw new Error('Income is posted day by day, not entered.');
  return {
    n: entry.id,
    version,
    kind,
    valueOn: dateOf(entry.on),
    amountFen: fenOf(amount),
    principalFen: fenOf(portions.principal),
    interestFen: fenOf(portions.interest),
    feeFen: fenOf(portions.fee),
    penaltyFen: fenOf(portions.penalty),
    overpaidFen: fenOf(overpaid),
    balanceFen: fenOf(balance),
    principalChangeFen: entry.isReversed ? ZERO_FEN : principalChange(transaction),
    isReversed: entry.isReversed,
    of: entry.of ?? null,
    transaction,
  };
}

function principalChange(transaction: Transaction): Fen {
  const lines = journalOf(transaction).filter(({ account }) => account === 'loans');
  return fenOf(lines.reduce((sum, { debit, credit }) => sum + debit - credit, 0n));
}

/** Nothing of an amount, and the principal as it was before it. */
function emptyLine({ transactions }: LoanState, n: number, day: number): Omit<Line, 'kind'> {
  const before = transactions.findLast(({ entry }) => entry.on <= day && !entry.isReversed);
  return {
    n,
    version: 1,
    valueOn: dateOf(day),
    amountFen: ZERO_FEN,
    principalFen: ZERO_FEN,
    interestFen: ZERO_FEN,
    feeFen: ZERO_FEN,
    penaltyFen: ZERO_FEN,
    overpaidFen: ZERO_FEN,
    balanceFen: fenOf(before?.balance ?? 0n),
    principalChangeFen: ZERO_FEN,
    isReversed: false,
    of: null,
    transaction: null,
  };
}

export interface LineChanges {
  /** New ones, and those that came out otherwise than before: `before` is the version that they replace. */
  entered: { line: Line; before: Line | null }[];
  takenBack: Line[];
}

/** What an action did to the book. */
export function changesBetween(before: readonly Line[], after: readonly Line[]): LineChanges {
  const known = new Map(before.map((line) => [line.n, line]));
  const changes: LineChanges = { entered: [], takenBack: [] };
  for (const line of after) {
    const former = known.get(line.n) ?? null;
    if (line.isReversed) {
      if (former && !former.isReversed) changes.takenBack.push(line);
    } else if (line.version !== former?.version) changes.entered.push({ line, before: former });
  }
  return changes;
}
