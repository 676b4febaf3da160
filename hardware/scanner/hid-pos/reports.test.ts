import { expect, test } from 'vitest';
import { hexOf } from '../../testing/byte-pieces.ts';
import { HONEYWELL } from '../honeywell/commands.ts';
import { HONEYWELL_TRIGGER } from './known-layouts.ts';
import type { HidWrite } from './reports.ts';
import { USE_HID_POS, lockReport, menuReport, triggerReport } from './reports.ts';

const hex = (write: HidWrite | null): string | null => (write === null ? null : `${write.kind} ${hexOf(write.report)}`);

// Protocols 2.6.
test('trigger, stop, lock, beeps and the switch to HID POS go out as published', () => {
  expect(hex(triggerReport(HONEYWELL_TRIGGER, { isOn: true }))).toBe('output 04 04');
  expect(hex(triggerReport(HONEYWELL_TRIGGER, { isOn: false }))).toBe('output 04 00');
  expect(hex(lockReport(HONEYWELL_TRIGGER))).toBe('output 04 02');
  expect(hex(triggerReport(HONEYWELL_TRIGGER, { isOn: false, beep: 'error' }))).toBe('output 04 20');
  expect(hex(triggerReport(HONEYWELL_TRIGGER, { isOn: false, beep: 'good' }))).toBe('output 04 40');
  expect(hex(USE_HID_POS)).toBe('feature FE 01');
});

test('a beep does not end a scan that the trigger has begun', () => {
  expect(hex(triggerReport(HONEYWELL_TRIGGER, { isOn: true, beep: 'good' }))).toBe('output 04 44');
});

test('a scanner without such a bit has no such report', () => {
  const bare = { ...HONEYWELL_TRIGGER, prevent: 0, goodBeep: 0 };
  expect([lockReport(bare), triggerReport(bare, { isOn: true, beep: 'good' })]).toEqual([null, null]);
});

test('serial commands go through report FD with their length, filled up to 64 bytes', () => {
  expect(hex(menuReport(HONEYWELL.triggerOn))).toBe(`output FD 03 16 54 0D${' 00'.repeat(59)}`);
  expect(menuReport(new Uint8Array(63))).toBeNull();
});
