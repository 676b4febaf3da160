import { expect, test } from 'vitest';
import { containing, isOnline, labelAfter, readGoodsQuery } from './model.ts';

test.each([
  ['', { by: 'all' }],
  ['  ', { by: 'all' }],
  ['6901234567892', { by: 'gtin', gtin14: '06901234567892' }],
  ['690 1234 567892', { by: 'gtin', gtin14: '06901234567892' }],
  ['036000291452', { by: 'gtin', gtin14: '00036000291452' }],
  ['96385074', { by: 'gtin', gtin14: '00000096385074' }],
  ['6901234567890', { by: 'gtin-prefix', digits: '6901234567890' }],
  ['69012', { by: 'gtin-prefix', digits: '69012' }],
  ['218', { by: 'words', words: ['218'] }],
  ['冰箱  218升', { by: 'words', words: ['冰箱', '218升'] }],
  ['Xingmai TV', { by: 'words', words: ['xingmai', 'tv'] }],
] as const)('%j is read as %j', (text, query) => {
  expect(readGoodsQuery(text)).toEqual(query);
});

test('nothing that is typed works as a wildcard', () => {
  expect(containing('50%_\\')).toBe('%50\\%\\_\\\\%');
});

test('a terminal is online for two minutes after its last word', () => {
  expect(isOnline(null, 1)).toBe(false);
  expect(isOnline(1_000, 1_000 + 119_999)).toBe(true);
  expect(isOnline(1_000, 1_000 + 120_000)).toBe(false);
});

test.each([
  [[], null],
  [['A7'], 'A8'],
  [['A10', 'A9', 'A2'], 'A11'],
  [['A999', 'A1'], 'B1'],
  [['B3', 'A998'], 'B4'],
])('after the labels %j comes %j', (given, next) => {
  expect(labelAfter(given)).toBe(next);
});

test('there is no label after the last', () => {
  expect(() => labelAfter(['Z999'])).toThrow(RangeError);
});
