import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fen } from '#shared/money/fen.ts';
import type { LoanRow } from '#shared/wire/loans.ts';
import { exampleRow } from './loan-example.ts';
import { layInstalments } from './loan-picture.ts';

const frame = { width: 600, height: 120, gap: 8 };
const amount = fc.nat(5_000_00).map((value) => fen(value));
const row = fc.record({ principalFen: amount, interestFen: amount, penaltyFen: amount }).map((parts): LoanRow => {
  const totalFen = fen(parts.principalFen + parts.interestFen + parts.penaltyFen);
  return exampleRow({ n: 1, ...parts, totalFen, paidFen: fen(Math.trunc(totalFen / 2)) });
});

test('the parts of an instalment stand on each other and make up its bar', () => {
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 36 }), (rows) => {
      for (const bar of layInstalments(rows, frame)) {
        const heights = bar.pieces.reduce((sum, piece) => sum + piece.height, 0);
        expect(heights).toBeCloseTo(bar.height);
        expect(bar.pieces.at(-1)?.y ?? frame.height).toBeCloseTo(bar.y);
        expect(bar.paidHeight).toBeLessThanOrEqual(bar.height + 0.001);
      }
    }),
  );
});

test('an instalment of nothing draws nothing', () => {
  const nothing = exampleRow({ n: 1, principalFen: fen(0), interestFen: fen(0), totalFen: fen(0) });
  expect(layInstalments([nothing], frame)).toMatchObject([{ height: 0, pieces: [], paidHeight: 0 }]);
});
