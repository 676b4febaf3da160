import type { LoanState } from '#shared/lending/servicing/index.ts';
import { addFen, subtractFen, ZERO_FEN, type Fen } from '#shared/money/fen.ts';
import type { WhatIf } from '#shared/wire/loans.ts';
import { feeReturned } from './entries.ts';
import { linesOf, type Line, type LineChanges } from './lines.ts';

/** What the merchant has given back so far. */
export function refundedIn(state: LoanState): Fen {
  return sumOf(merchantRefunds(state));
}

function merchantRefunds(state: LoanState): Line[] {
  return linesOf(state).filter(({ kind, isReversed }) => kind === 'merchant-issued-refund' && !isReversed);
}

/** Money between the merchant and us by an action on a loan that was `before`; null where there is none. */
export function merchantShare(
  before: LoanState,
  { entered, takenBack }: LineChanges,
  feeBps: number,
): WhatIf['merchant'] {
  const given = entered.find((each) => each.line.kind === 'merchant-issued-refund' && each.before === null)?.line;
  const moved = given ?? takenBack.find(({ kind }) => kind === 'merchant-issued-refund');
  if (!moved) return null;
  const earlier = sumOf(merchantRefunds(before).filter(({ n }) => n < moved.n));
  const feeFen = feeReturned(feeBps, earlier, moved.amountFen);
  const netFen = subtractFen(moved.amountFen, feeFen);
  return given
    ? { netFen: subtractFen(ZERO_FEN, netFen), feeReturnedFen: feeFen }
    : { netFen, feeReturnedFen: ZERO_FEN };
}

function sumOf(lines: readonly Line[]): Fen {
  return addFen(...lines.map(({ amountFen }) => amountFen));
}
