/**
 * A scan with "barcode metadata" switched on (protocols 2.4):
 *
 *   16 FE | payload size 4 | 0D | "MSGGET" | data length, four digits | code id | AIM letter | AIM modifier | 1D | data
 *
 * Only the four digits are relied on: of the binary size no more is known than where it stands.
 */
import type { Cutter } from '../lines/cutter.ts';
import { createMessageCutter } from '../lines/cutter.ts';
import type { Reading } from '../scan-text.ts';
import { SCAN_BYTES_MAX, aimIdentifier, readScan } from '../scan-text.ts';
import { symbologyOfCodeId } from './code-ids.ts';

export interface MetadataScan {
  readonly kind: 'metadata-scan';
  /** Null where nothing was scanned. */
  readonly reading: Reading | null;
}

const HEAD = Uint8Array.of(0x16, 0xfe);
const MARK_AT = 6;
const MARK = Buffer.from('\rMSGGET', 'latin1');
const LENGTH_AT = MARK_AT + MARK.length;
const CODE_ID_AT = LENGTH_AT + 4;
const AIM_AT = CODE_ID_AT + 1;
const SEPARATOR_AT = AIM_AT + 2;
const GS = 0x1d;
const DATA_AT = SEPARATOR_AT + 1;
const BRACKET = 0x5d;

/** The suffix counts as data, so it comes on top of the longest text. */
const MESSAGE_BYTES_MAX = DATA_AT + SCAN_BYTES_MAX + 2;

export function createMetadataCutter(): Cutter<MetadataScan> {
  return createMessageCutter({ head: HEAD, bytesMax: MESSAGE_BYTES_MAX, read });
}

function read(bytes: Uint8Array): MetadataScan | null | 'broken' {
  if (bytes.length < DATA_AT) return null;
  const dataBytes = dataLength(bytes);
  if (dataBytes === null || DATA_AT + dataBytes > MESSAGE_BYTES_MAX) return 'broken';
  if (bytes.length < DATA_AT + dataBytes) return null;
  const aim = aimIdentifier(Uint8Array.of(BRACKET, ...bytes.subarray(AIM_AT, SEPARATOR_AT)));
  const symbology = aim ?? symbologyOfCodeId(bytes[CODE_ID_AT] ?? 0);
  return { kind: 'metadata-scan', reading: readScan(bytes.subarray(DATA_AT, DATA_AT + dataBytes), symbology) };
}

function dataLength(bytes: Uint8Array): number | null {
  const digits = Buffer.from(bytes.subarray(LENGTH_AT, CODE_ID_AT)).toString('latin1');
  const isMarked = MARK.every((byte, at) => bytes[MARK_AT + at] === byte) && bytes[SEPARATOR_AT] === GS;
  return isMarked && /^\d{4}$/.test(digits) ? Number(digits) : null;
}
