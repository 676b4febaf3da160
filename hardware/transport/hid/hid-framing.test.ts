import fc from 'fast-check';
import { expect, test } from 'vitest';
import { packReports, unpackReport } from './hid-framing.ts';

const framings = fc.record({
  reportId: fc.option(fc.integer({ min: 1, max: 255 })),
  sizeBytes: fc.integer({ min: 8, max: 600 }),
  hasLength: fc.boolean(),
});

/** The device's end: what it gets of a report, and what it would send back as the host's system gives it. */
const echo = (report: Uint8Array, reportId: number | null): Uint8Array =>
  reportId === null ? report.subarray(1) : report;

test('a counted payload survives whole', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 2000 }), framings, (bytes, some) => {
      const framing = { ...some, hasLength: true };
      const back = packReports(bytes, framing).map((report) => unpackReport(echo(report, framing.reportId), framing));
      expect(Buffer.concat(back)).toEqual(Buffer.from(bytes));
    }),
  );
});

test('a payload without a count survives with 00 behind it', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 2000 }), framings, (bytes, some) => {
      const framing = { ...some, hasLength: false };
      const back = Buffer.concat(
        packReports(bytes, framing).map((report) => unpackReport(echo(report, framing.reportId), framing)),
      );
      expect(back.subarray(0, bytes.length)).toEqual(Buffer.from(bytes));
      expect(back.subarray(bytes.length).every((byte) => byte === 0)).toBe(true);
    }),
  );
});

test('every report has its full size, and one byte more where the system takes a 00 for "no id"', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 2000 }), framings, (bytes, framing) => {
      const { reportId, sizeBytes } = framing;
      for (const report of packReports(bytes, framing)) {
        expect(report.length).toBe(reportId === null ? sizeBytes + 1 : sizeBytes);
        expect(report[0]).toBe(reportId ?? 0);
      }
    }),
  );
});

test('any report is unpacked to bytes of it, never more', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), framings, (report, framing) => {
      expect(unpackReport(report, framing).length).toBeLessThanOrEqual(report.length);
    }),
  );
});

// The status command of protocols 1.3, as a reader without ids and with a length byte gets it.
test('the bytes of a command stand behind their count', () => {
  const command = Uint8Array.from([0xaa, 0xaa, 0xaa, 0x96, 0x69, 0, 3, 0x11, 0xff, 0xed]);
  const [report] = packReports(command, { reportId: null, sizeBytes: 64, hasLength: true });
  expect(report).toEqual(Uint8Array.from([0, 10, ...command, ...Array<number>(53).fill(0)]));
});

test('a report with another id holds nothing', () => {
  const framing = { reportId: 2, sizeBytes: 64, hasLength: false };
  expect(unpackReport(Uint8Array.of(3, 1, 2), framing)).toEqual(new Uint8Array());
  expect(unpackReport(Uint8Array.of(2, 1, 2), framing)).toEqual(Uint8Array.of(1, 2));
});
