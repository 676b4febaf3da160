import { expect, test } from 'vitest';
import { readOrderSearch } from './search.ts';

test.each([
  ['', null],
  ['   ', null],
  ['d-1122-0007', { part: 'D-1122-0007', phoneEnd: null, amountFen: null }],
  ['5678', { part: '5678', phoneEnd: '5678', amountFen: 5_678_00 }],
  ['3,299.50', { part: '3,299.50', phoneEnd: null, amountFen: 3_299_50 }],
  ['¥3299', { part: '¥3299', phoneEnd: null, amountFen: 3_299_00 }],
])('%j is searched as %j', (text, search) => {
  expect(readOrderSearch(text)).toEqual(search);
});
