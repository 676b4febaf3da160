import { expect, test } from 'vitest';
import { benchTable } from './table.ts';

test('the table lines up its figures and ends with the note', () => {
  const table = benchTable([
    { name: 'sealed submit', ours: 2_412.4, peer: 3_640, ratio: 0.6627, unit: '/s', note: 'against raw inserts' },
    { name: 'card read', ours: 1.25, peer: 1.2, ratio: 0.96, unit: 's', note: 'wire time' },
  ]);
  expect(table.split('\n')).toEqual([
    'what            ours   peer  unit   ratio  note',
    '-------------  -----  -----  ----  ------  -------------------',
    'sealed submit  2,412  3,640  /s    0.66 ×  against raw inserts',
    'card read       1.25   1.20  s     0.96 ×  wire time',
  ]);
});
