import { encode } from 'uqr';
import { expect, test } from 'vitest';
import { qrPath } from './qr-path.ts';

/** Paints the path back onto a grid. */
function painted(path: string, size: number): boolean[][] {
  const grid = Array.from({ length: size }, () => Array.from({ length: size }, () => false));
  for (const [, x, y, run] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g)) {
    for (let step = 0; step < Number(run); step += 1) {
      const row = grid[Number(y)];
      if (row) row[Number(x) + step] = true;
    }
  }
  return grid;
}

test('the path paints exactly the dark modules of a long code', () => {
  const { data, size } = encode(`ZG1.${'a-_9'.repeat(140)}.${'Zz'.repeat(43)}`, { ecc: 'L', border: 4 });
  expect(painted(qrPath(data), size)).toEqual(data);
});
