import type { LoanRow } from '#shared/wire/loans.ts';
import { layBars, type Bar, type BarFrame } from './bars.ts';

/** The parts of an instalment as they are stacked, from the ground up. */
export const PORTIONS = ['principal', 'interest', 'charges'] as const;
export type Portion = (typeof PORTIONS)[number];

export interface InstalmentBar extends Bar {
  row: LoanRow;
  /** From the ground up; parts of nothing are left out. */
  pieces: { portion: Portion; y: number; height: number }[];
  /** How much of it is paid, as a height from the ground. */
  paidHeight: number;
}

/** One bar an instalment, the dearest filling the frame, its parts stacked. Floats may draw a chart, nothing more. */
export function layInstalments(rows: readonly LoanRow[], frame: BarFrame): InstalmentBar[] {
  const bars = layBars(
    rows.map((row) => row.totalFen),
    frame,
  );
  return rows.flatMap((row, index) => {
    const bar = bars[index];
    if (!bar) return [];
    const perFen = row.totalFen === 0 ? 0 : bar.height / row.totalFen;
    return [{ ...bar, row, pieces: stacked(row, perFen, frame.height), paidHeight: row.paidFen * perFen }];
  });
}

function stacked(row: LoanRow, perFen: number, ground: number): InstalmentBar['pieces'] {
  const amounts: Record<Portion, number> = {
    principal: row.principalFen,
    interest: row.interestFen,
    charges: row.feeFen + row.penaltyFen,
  };
  let top = ground;
  return PORTIONS.filter((portion) => amounts[portion] > 0).map((portion) => {
    const height = amounts[portion] * perFen;
    top -= height;
    return { portion, y: top, height };
  });
}
