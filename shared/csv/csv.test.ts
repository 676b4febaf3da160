import { expect, test } from 'vitest';
import { csvCell, csvText } from './csv.ts';

test.each([
  ['冰箱 252 升', '冰箱 252 升'],
  ['电视, 55 寸', '"电视, 55 寸"'],
  ['6" 水管', '"6"" 水管"'],
  ['=HYPERLINK(1)', "'=HYPERLINK(1)"],
  ['@cmd', "'@cmd"],
  ['-1', "'-1"],
])('the text %j becomes the cell %j', (text, cell) => {
  expect(csvCell(text)).toBe(cell);
});

test('a number of our own making stays a number', () => {
  expect(csvCell({ plain: '-47.79' })).toBe('-47.79');
});

test('a file begins with the mark and has one row a line', () => {
  expect(csvText([['甲', { plain: '1' }], []])).toBe('\uFEFF甲,1\r\n\r\n');
});
