import { expect, test } from 'vitest';
import { ethnicityName } from './ethnicity.ts';
import { samIdText } from './sam-id.ts';
import { statusOf } from './status.ts';

test('the 56 ethnicities stand in the order of GB/T 3304', () => {
  const names = Array.from({ length: 56 }, (_, at) => ethnicityName(String(at + 1).padStart(2, '0')));
  expect(new Set(names).size).toBe(56);
  expect([names[0], names[4], names[16], names[28], names[38], names[50], names[55]]).toEqual([
    '汉',
    '维吾尔',
    '哈萨克',
    '柯尔克孜',
    '阿昌',
    '独龙',
    '基诺',
  ]);
});

test('the module number of the published reply is written as published', () => {
  const frame = Buffer.from('AAAAAA966900140000900500' + '0300AB9F330187D61200B17F390535', 'hex');
  expect(samIdText(frame.subarray(10, 26))).toBe('05.03-20160427-0001234567-0087654321');
});

test('a module number of another length is none', () => {
  expect(samIdText(new Uint8Array(15))).toBeNull();
  expect(samIdText(new Uint8Array(0))).toBeNull();
});

// Protocols 1.4, one line each.
test.each([
  [0x90, 'success', 'go-on'],
  [0x9f, 'card-found', 'go-on'],
  [0x91, 'nothing-stored', 'go-on'],
  [0x80, 'no-card', 'find-again'],
  [0x10, 'command-checksum', 'repeat'],
  [0x11, 'command-length', 'repeat'],
  [0x21, 'wrong-order', 'find-again'],
  [0x23, 'beyond-authority', 'find-again'],
  [0x24, 'unrecognised-error', 'reset'],
  [0x31, 'card-rejects-module', 'find-again'],
  [0x32, 'module-rejects-card', 'find-again'],
  [0x33, 'data-check-failed', 'find-again'],
  [0x40, 'unknown-card-type', 'find-again'],
  [0x41, 'card-read-failed', 'find-again'],
  [0x47, 'random-number-failed', 'find-again'],
  [0x60, 'self-test-failed', 'service'],
  [0x66, 'not-authorised', 'service'],
  [0x81, 'select-failed', 'find-again'],
  [0x77, 'unknown-status', 'find-again'],
] as const)('status %i is %s and asks to %s', (sw3, name, reaction) => {
  expect(statusOf(sw3)).toEqual({ name, reaction });
});
