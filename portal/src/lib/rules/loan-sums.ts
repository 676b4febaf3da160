import { addFen, type Fen } from '#shared/money/fen.ts';
import type { LoanRow, PortionsView } from '#shared/wire/loans.ts';

export interface RowSums extends PortionsView {
  totalFen: Fen;
  paidFen: Fen;
  outstandingFen: Fen;
}

/** How a row stands, as it is shown; `released`: nothing is open, though not all of it was paid. */
export type InstalmentState = LoanRow['state'] | 'released';

export function instalmentState({ state, paidFen, totalFen }: LoanRow): InstalmentState {
  return state === 'paid' && paidFen < totalFen ? 'released' : state;
}

/** The last line under a schedule. */
export function sumRows(rows: readonly LoanRow[]): RowSums {
  const sum = (field: keyof RowSums) => addFen(...rows.map((row) => row[field]));
  return {
    principalFen: sum('principalFen'),
    interestFen: sum('interestFen'),
    feeFen: sum('feeFen'),
    penaltyFen: sum('penaltyFen'),
    totalFen: sum('totalFen'),
    paidFen: sum('paidFen'),
    outstandingFen: sum('outstandingFen'),
  };
}

/** What is open of the instalments that should have been paid by now. */
export function overdueFen(rows: readonly LoanRow[]): Fen {
  return addFen(...rows.filter(({ state }) => state === 'overdue').map((row) => row.outstandingFen));
}

/** The parts of an amount that are not nothing, in the order in which they are said. */
export function portionsOf(amount: PortionsView): { part: 'principal' | 'interest' | 'fee' | 'penalty'; fen: Fen }[] {
  return [
    { part: 'principal' as const, fen: amount.principalFen },
    { part: 'interest' as const, fen: amount.interestFen },
    { part: 'fee' as const, fen: amount.feeFen },
    { part: 'penalty' as const, fen: amount.penaltyFen },
  ].filter((each) => each.fen !== 0);
}
