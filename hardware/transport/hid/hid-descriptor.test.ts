import fc from 'fast-check';
import { expect, test } from 'vitest';
import { HONEYWELL_DESCRIPTOR } from '../../testing/honeywell-descriptor.ts';
import { hidReportSizes, hidUsageOf, readHidItems } from './hid-descriptor.ts';

test('a Honeywell imager is a bar code scanner', () => {
  expect(HONEYWELL_DESCRIPTOR).toHaveLength(144);
  expect(hidUsageOf(HONEYWELL_DESCRIPTOR)).toEqual({ page: 0x8c, usage: 0x02 });
});

// Protocols 2.6: output report 04 of one byte, FD of a length and 62 bytes, feature report FE of one byte.
test('its reports have the sizes of its maker, ids included', () => {
  const { output, feature } = hidReportSizes(HONEYWELL_DESCRIPTOR);
  expect([...output]).toEqual([
    [0x04, 2],
    [0xfd, 64],
  ]);
  expect([...feature]).toEqual([[0xfe, 2]]);
});

// USB HID 1.11, appendix E.6: the boot keyboard, with one byte of lamps and no ids.
test('a keyboard is a keyboard, and its lamps take one byte behind the 00 of "no id"', () => {
  const keyboard = Uint8Array.from(
    Buffer.from(
      '05010906a101050719e029e71500250175019508810295017508810195057501050819012905910295017503910195067508150025650507190029658100c0',
      'hex',
    ),
  );
  expect(hidUsageOf(keyboard)).toEqual({ page: 1, usage: 6 });
  expect([...hidReportSizes(keyboard).output]).toEqual([[0, 2]]);
});

test('a usage of four bytes brings its page', () => {
  expect(hidUsageOf(Uint8Array.of(0x0b, 0x02, 0x00, 0x8c, 0x00, 0xa1, 0x01))).toEqual({ page: 0x8c, usage: 2 });
});

test('any bytes are read to their end, without a throw and without a report beyond all measure', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
      expect([...readHidItems(bytes)].length).toBeLessThanOrEqual(bytes.length);
      hidUsageOf(bytes);
      const { output, feature } = hidReportSizes(bytes);
      for (const size of [...output.values(), ...feature.values()]) expect(size).toBeLessThanOrEqual(4096);
    }),
    { numRuns: 2000 },
  );
});
