/**
 * The fields of a HID device's reports, from its report descriptor (USB HID 1.11, 6.2.2). Descriptors come from devices
 * and may be anything: never throws, and bounded by the descriptor's own length.
 */
import { readHidItems } from '../../transport/hid/hid-descriptor.ts';

export interface ReportField {
  readonly report: 'input' | 'output' | 'feature';
  /** 0 where the device has no report ids. */
  readonly reportId: number;
  /** Of the first element, from the beginning of the report; the id, if there is one, takes the first eight. */
  readonly bitOffset: number;
  /** Of one element. */
  readonly bits: number;
  readonly count: number;
  /** Page in the upper 16 bits, usage in the lower. The last one holds for all further elements. */
  readonly usages: readonly number[];
}

const INPUT = 8;
const OUTPUT = 9;
const FEATURE = 11;
const REPORTS = new Map<number, ReportField['report']>([
  [INPUT, 'input'],
  [OUTPUT, 'output'],
  [FEATURE, 'feature'],
]);
const GLOBAL = { usagePage: 0, reportSize: 7, reportId: 8, reportCount: 9, push: 10, pop: 11 } as const;
const LOCAL = { usage: 0, usageMinimum: 1, usageMaximum: 2 } as const;

/** The kernel takes no longer ones. */
const DESCRIPTOR_BYTES_MAX = 4096;
const REPORT_BITS_MAX = 4096 * 8;
const STACK_MAX = 16;
/** Ranges say "everything"; nobody here looks for more usages of one field. */
const RANGE_MAX = 256;
const ID_BITS = 8;

interface Globals {
  readonly page: number;
  readonly bits: number;
  readonly count: number;
  readonly id: number;
}

/** A usage as it stands in the descriptor: four bytes hold their own page, fewer take that of the field. */
interface LocalUsage {
  readonly value: number;
  readonly hasPage: boolean;
}

/** Null where the descriptor makes no sense. */
export function readReportFields(descriptor: Uint8Array): readonly ReportField[] | null {
  if (descriptor.length > DESCRIPTOR_BYTES_MAX) return null;
  const fields: ReportField[] = [];
  const ends = new Map<string, number>();
  const stack: Globals[] = [];
  let globals: Globals = { page: 0, bits: 0, count: 0, id: 0 };
  let usages: LocalUsage[] = [];
  let minimum: number | null = null;

  for (const { kind, tag, value, valueBytes } of readHidItems(descriptor)) {
    if (kind === 'global') {
      if (tag === GLOBAL.push && stack.length === STACK_MAX) return null;
      globals = changed(globals, { tag, value }, stack);
    } else if (kind === 'local') {
      if (tag === LOCAL.usage) usages.push({ value, hasPage: valueBytes === 4 });
      if (tag === LOCAL.usageMinimum) minimum = value;
      if (tag === LOCAL.usageMaximum) usages.push(...range(minimum ?? value, value, valueBytes === 4));
    } else {
      const report = REPORTS.get(tag);
      if (report !== undefined) {
        const { bits, count, id, page } = globals;
        const name = `${report} ${id}`;
        const bitOffset = ends.get(name) ?? (id === 0 ? 0 : ID_BITS);
        const end = bitOffset + bits * count;
        if (end > REPORT_BITS_MAX) return null;
        ends.set(name, end);
        fields.push({
          report,
          reportId: id,
          bitOffset,
          bits,
          count,
          usages: usages.map((usage) => whole(usage, page)),
        });
      }
      usages = [];
      minimum = null;
    }
  }
  return fields;
}

/** Where an element with this usage stands, in bits, or null. */
export function elementOffset(field: ReportField, usage: number): number | null {
  const index = field.usages.indexOf(usage);
  return index === -1 || index >= field.count ? null : field.bitOffset + index * field.bits;
}

/** How long the report is, in bytes, its id included. */
export function reportBytes(fields: readonly ReportField[], { report, reportId }: ReportField): number {
  const ends = fields
    .filter((field) => field.report === report && field.reportId === reportId)
    .map(({ bitOffset, bits, count }) => bitOffset + bits * count);
  return Math.ceil(Math.max(0, ...ends) / 8);
}

function changed(globals: Globals, { tag, value }: { tag: number; value: number }, stack: Globals[]): Globals {
  switch (tag) {
    case GLOBAL.usagePage:
      return { ...globals, page: value };
    case GLOBAL.reportSize:
      return { ...globals, bits: value };
    case GLOBAL.reportCount:
      return { ...globals, count: value };
    case GLOBAL.reportId:
      return { ...globals, id: value % 256 };
    case GLOBAL.push:
      stack.push(globals);
      return globals;
    case GLOBAL.pop:
      return stack.pop() ?? globals;
    default:
      return globals;
  }
}

function range(minimum: number, maximum: number, hasPage: boolean): LocalUsage[] {
  const length = Math.min(Math.max(0, maximum - minimum + 1), RANGE_MAX);
  return Array.from({ length }, (_, at) => ({ value: minimum + at, hasPage }));
}

function whole({ value, hasPage }: LocalUsage, page: number): number {
  return hasPage ? value : page * 0x1_0000 + value;
}
