/**
 * The records that go through `/dev/uhid`, as pure bytes (protocols 7; struct uhid_event of <linux/uhid.h>, packed,
 * little endian): u32 type, then a body. The kernel hands out whole records of 4376 bytes and takes shorter ones.
 */

export const UHID_RECORD_BYTES = 4376;
/** Largest report and largest descriptor that a record holds. */
export const UHID_DATA_BYTES_MAX = 4096;

export interface UhidIdentity {
  readonly name: string;
  /** Becomes the serial number. */
  readonly serialNumber: string;
  readonly vendorId: number;
  readonly productId: number;
  readonly descriptor: Uint8Array;
}

export type UhidReportKind = 'feature' | 'output' | 'input';

/** What the kernel says. `report` has its report id in front, 00 where the device has none. */
export type UhidEvent =
  /** A driver has taken the device; it has report ids if its descriptor names some for output reports. */
  | { readonly kind: 'start'; readonly hasReportIds: boolean }
  | { readonly kind: 'stop' | 'open' | 'close' }
  | { readonly kind: 'output'; readonly report: Buffer }
  | { readonly kind: 'get-report'; readonly id: number; readonly reportId: number; readonly of: UhidReportKind }
  | { readonly kind: 'set-report'; readonly id: number; readonly of: UhidReportKind; readonly report: Buffer };

const BUS_USB = 3;
const REPORT_KINDS: readonly UhidReportKind[] = ['feature', 'output', 'input'];
const NUMBERED_OUTPUT_FLAG = 2;
const NOTICES = new Map<number, 'stop' | 'open' | 'close'>([
  [3, 'stop'],
  [4, 'open'],
  [5, 'close'],
]);

export function encodeDestroy(): Buffer {
  return Buffer.from([1, 0, 0, 0]);
}

/** Throws a RangeError if the descriptor is longer than the kernel takes. */
export function encodeCreate({ name, serialNumber, vendorId, productId, descriptor }: UhidIdentity): Buffer {
  const record = Buffer.alloc(UHID_RECORD_BYTES);
  record.writeUInt32LE(11, 0);
  // Each text keeps at least one NUL behind it.
  record.write(name, 4, 127);
  record.write(serialNumber, 196, 63);
  record.writeUInt16LE(descriptor.length, 260);
  record.writeUInt16LE(BUS_USB, 262);
  record.writeUInt32LE(vendorId, 264);
  record.writeUInt32LE(productId, 268);
  record.set(descriptor, 280);
  return record;
}

export function encodeInput(report: Uint8Array): Buffer {
  const record = Buffer.alloc(6 + report.length);
  record.writeUInt32LE(12, 0);
  record.writeUInt16LE(report.length, 4);
  record.set(report, 6);
  return record;
}

/** Without a report the question fails with EIO. */
export function encodeGetReportReply(id: number, report: Uint8Array | null): Buffer {
  const data = report ?? new Uint8Array(0);
  const record = Buffer.alloc(12 + data.length);
  record.writeUInt32LE(10, 0);
  record.writeUInt32LE(id, 4);
  record.writeUInt16LE(errorOf(report !== null), 8);
  record.writeUInt16LE(data.length, 10);
  record.set(data, 12);
  return record;
}

export function encodeSetReportReply(id: number, isTaken: boolean): Buffer {
  const record = Buffer.alloc(10);
  record.writeUInt32LE(14, 0);
  record.writeUInt32LE(id, 4);
  record.writeUInt16LE(errorOf(isTaken), 8);
  return record;
}

/** `null` for a record that is cut short or of a type that the kernel does not send. */
export function decodeEvent(record: Uint8Array): UhidEvent | null {
  if (record.length < UHID_RECORD_BYTES) return null;
  const bytes = Buffer.from(record);
  const type = bytes.readUInt32LE(0);
  const notice = NOTICES.get(type);
  if (notice !== undefined) return { kind: notice };
  switch (type) {
    case 2:
      return { kind: 'start', hasReportIds: (bytes.readUInt32LE(4) & NUMBERED_OUTPUT_FLAG) !== 0 };
    case 6:
      return { kind: 'output', report: dataOf(bytes, 4, bytes.readUInt16LE(4100)) };
    case 9: {
      const of = REPORT_KINDS[bytes.readUInt8(9)];
      return of === undefined
        ? null
        : { kind: 'get-report', id: bytes.readUInt32LE(4), reportId: bytes.readUInt8(8), of };
    }
    case 13: {
      const of = REPORT_KINDS[bytes.readUInt8(9)];
      const report = dataOf(bytes, 12, bytes.readUInt16LE(10));
      return of === undefined ? null : { kind: 'set-report', id: bytes.readUInt32LE(4), of, report };
    }
    default:
      return null;
  }
}

function dataOf(bytes: Buffer, start: number, size: number): Buffer {
  return bytes.subarray(start, start + Math.min(size, UHID_DATA_BYTES_MAX));
}

function errorOf(isGood: boolean): number {
  const EIO = 5;
  return isGood ? 0 : EIO;
}
