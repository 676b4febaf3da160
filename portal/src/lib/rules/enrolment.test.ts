import { expect, test } from 'vitest';
import type { TerminalRow } from '#shared/wire/enrolment.ts';
import { arrivedTerminal, groupedCode, spokenCode } from './enrolment.ts';

const row = (terminalId: string, storeId: string, active = true): TerminalRow => ({
  terminalId,
  label: 'A7',
  merchant: '示例家电行',
  storeId,
  store: '总店',
  active,
  enrolledAt: 1,
  enrolledBy: null,
});
const since = { storeId: 's', knownIds: ['old'] };

test('a terminal has arrived when it is new, in the store of the code, and at work', () => {
  expect(arrivedTerminal([row('other', 'elsewhere'), row('gone', 's', false), row('old', 's')], since)).toBeNull();
  expect(arrivedTerminal([row('old', 's'), row('new', 's')], since)?.terminalId).toBe('new');
});

test('a code is read in two groups, and said digit by digit', () => {
  expect(groupedCode('01234567')).toBe('0123 4567');
  expect(spokenCode('01234567')).toBe('0 1 2 3 4 5 6 7');
});
