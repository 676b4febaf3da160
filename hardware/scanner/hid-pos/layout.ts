/** Where things stand in the reports of a HID POS scanner (protocols 2.6), from its report descriptor. */
import type { ReportField } from './report-fields.ts';
import { elementOffset, readReportFields, reportBytes } from './report-fields.ts';

/** Offsets are in bytes from the beginning of the report, its id included; null where the report has no such field. */
export interface ScanLayout {
  /** 0 where reports have no id. */
  readonly reportId: number;
  /** How many of the data bytes are valid. */
  readonly countAt: number | null;
  /** AIM symbology identifier, three characters. */
  readonly aimAt: number | null;
  readonly dataAt: number;
  readonly dataBytes: number;
  /** The maker's code id (Honeywell). */
  readonly codeIdAt: number | null;
  /** Any of these bits set: more of the same scan comes in the next report. */
  readonly more: { readonly at: number; readonly mask: number } | null;
}

/** The one-byte report that works the trigger. Masks are 0 where the scanner has no such bit. */
export interface TriggerLayout {
  /** 0 where reports have no id. */
  readonly reportId: number;
  readonly prevent: number;
  readonly start: number;
  readonly errorBeep: number;
  readonly goodBeep: number;
}

export interface PosLayout {
  readonly scan: ScanLayout;
  readonly trigger: TriggerLayout | null;
  /** Feature report FE switches the output to HID POS for this host. */
  readonly hasPosSwitch: boolean;
  /** Output report FD carries the serial commands of 2.4. */
  readonly hasMenu: boolean;
}

const BYTE_COUNT = 0x01_003b;
const AIM_ID = 0x8c_00fb;
const DECODED_DATA = 0x8c_00fe;
const DATA_CONTINUED = 0x8c_00ff;
const PREVENT_READ = 0x8c_005f;
const INITIATE_READ = 0x8c_0060;
const ERROR_BEEP = 0x8c_0085;
const GOOD_READ_BEEP = 0x8c_0086;
const HONEYWELL_CODE_ID = 0xff66_0004;
const HONEYWELL_POS_SWITCH = 0xff66_0003;
const HONEYWELL_MENU_LENGTH = 0xff66_0021;

/** Null where the descriptor tells of no scanned data, or not in whole bytes. */
export function layoutOf(descriptor: Uint8Array): PosLayout | null {
  const fields = readReportFields(descriptor);
  const scan = fields === null ? null : scanLayoutOf(fields);
  if (fields === null || scan === null) return null;
  return {
    scan,
    trigger: triggerLayoutOf(fields),
    hasPosSwitch: has(fields, 'feature', HONEYWELL_POS_SWITCH),
    hasMenu: has(fields, 'output', HONEYWELL_MENU_LENGTH),
  };
}

function scanLayoutOf(fields: readonly ReportField[]): ScanLayout | null {
  const data = fields.find((field) => field.report === 'input' && elementOffset(field, DECODED_DATA) !== null);
  if (data?.bits !== 8) return null;
  const { reportId } = data;
  const own = fields.filter((field) => field.report === 'input' && field.reportId === reportId);
  const dataAt = byteOffset(elementOffset(data, DECODED_DATA));
  if (dataAt === null) return null;
  return {
    reportId,
    countAt: find(own, BYTE_COUNT),
    aimAt: find(own, AIM_ID),
    dataAt,
    dataBytes: Math.min(data.count, reportBytes(fields, data) - dataAt),
    codeIdAt: find(own, HONEYWELL_CODE_ID),
    more: flagOf(own),
  };
}

function triggerLayoutOf(fields: readonly ReportField[]): TriggerLayout | null {
  const field = fields.find((one) => one.report === 'output' && elementOffset(one, INITIATE_READ) !== null);
  if (field === undefined || reportBytes(fields, field) !== (field.reportId === 0 ? 1 : 2)) return null;
  const own = fields.filter(
    ({ report, reportId, bits }) => report === 'output' && reportId === field.reportId && bits === 1,
  );
  const mask = (usage: number): number => {
    const offset = firstOffset(own, usage);
    return offset === null ? 0 : 1 << (offset % 8);
  };
  return {
    reportId: field.reportId,
    prevent: mask(PREVENT_READ),
    start: mask(INITIATE_READ),
    errorBeep: mask(ERROR_BEEP),
    goodBeep: mask(GOOD_READ_BEEP),
  };
}

/** Some scanners give one bit of the byte, some the whole byte. */
function flagOf(fields: readonly ReportField[]): ScanLayout['more'] {
  const field = fields.find((one) => elementOffset(one, DATA_CONTINUED) !== null);
  const offset = field === undefined ? null : elementOffset(field, DATA_CONTINUED);
  if (field === undefined || offset === null) return null;
  const fromBit = offset % 8;
  const toBit = Math.min(8, fromBit + field.bitOffset + field.bits * field.count - offset);
  return { at: (offset - fromBit) / 8, mask: (1 << toBit) - (1 << fromBit) };
}

function find(fields: readonly ReportField[], usage: number): number | null {
  return byteOffset(firstOffset(fields, usage));
}

function firstOffset(fields: readonly ReportField[], usage: number): number | null {
  return fields.map((field) => elementOffset(field, usage)).find((offset) => offset !== null) ?? null;
}

function has(fields: readonly ReportField[], report: ReportField['report'], usage: number): boolean {
  return fields.some((field) => field.report === report && elementOffset(field, usage) !== null);
}

function byteOffset(bits: number | null): number | null {
  return bits === null || bits % 8 !== 0 ? null : bits / 8;
}
