/**
 * Byte streams in HID reports. How readers pack them is not published anywhere, so it is a setting (protocols 1.13):
 * an id or none, the size, perhaps one byte that counts; what is left of a report is filled with 00. Without that count
 * the filling arrives as bytes, and the parser of frames skips it.
 */
import type { HidFraming } from '../address.ts';

/** What one byte can count. */
const COUNT_MAX = 255;

/** Output reports as `HidLink.write` takes them: the id first, 00 where there is none, and filled to their size. */
export function packReports(bytes: Uint8Array, framing: HidFraming): Uint8Array[] {
  const { reportId, sizeBytes, hasLength } = framing;
  const room = roomOf(framing);
  const reports: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += room) {
    const piece = bytes.subarray(at, at + room);
    // The 00 in front of a report without ids is for the system; the device does not get it.
    const report = new Uint8Array(reportId === null ? 1 + sizeBytes : sizeBytes);
    report[0] = reportId ?? 0;
    if (hasLength) report[1] = piece.length;
    report.set(piece, hasLength ? 2 : 1);
    reports.push(report);
  }
  return reports;
}

/** The bytes in an input report; none in a report with another id. Whatever comes in, nothing is thrown. */
export function unpackReport(report: Uint8Array, { reportId, hasLength }: HidFraming): Uint8Array {
  if (reportId !== null && report[0] !== reportId) return new Uint8Array();
  const body = report.subarray(reportId === null ? 0 : 1);
  return hasLength ? body.subarray(1, 1 + (body[0] ?? 0)) : body;
}

/** Bytes of the stream that one report holds. */
function roomOf({ reportId, sizeBytes, hasLength }: HidFraming): number {
  const room = sizeBytes - (reportId === null ? 0 : 1) - (hasLength ? 1 : 0);
  return hasLength ? Math.min(room, COUNT_MAX) : room;
}
