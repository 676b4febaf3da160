/**
 * Report descriptors (USB HID 1.11, 6.2.2) as far as links and the search need them. Descriptors come from devices and
 * may be anything: reading never throws and stops where they end.
 */

export interface HidItem {
  readonly kind: 'main' | 'global' | 'local';
  /** Without kind and size bits: a main item 8 is Input, 9 Output, 11 Feature, 10 Collection, 12 End Collection. */
  readonly tag: number;
  /** Unsigned, whatever the item means by it. */
  readonly value: number;
  /** Bytes that the value takes: a usage of four holds its page in the upper two. */
  readonly valueBytes: number;
}

const KINDS = ['main', 'global', 'local'] as const;
const LONG_ITEM = 0xfe;

export function* readHidItems(descriptor: Uint8Array): Generator<HidItem, void> {
  let at = 0;
  while (at < descriptor.length) {
    const prefix = descriptor[at] ?? 0;
    if (prefix === LONG_ITEM) {
      // No long items are defined; they are stepped over.
      at += 3 + (descriptor[at + 1] ?? 0);
      continue;
    }
    const valueBytes = [0, 1, 2, 4][prefix & 3] ?? 0;
    if (at + 1 + valueBytes > descriptor.length) return;
    const kind = KINDS[(prefix >> 2) & 3];
    let value = 0;
    for (let byte = valueBytes; byte > 0; byte -= 1) value = value * 256 + (descriptor[at + byte] ?? 0);
    if (kind !== undefined) yield { kind, tag: prefix >> 4, value, valueBytes };
    at += 1 + valueBytes;
  }
}

const GLOBAL_USAGE_PAGE = 0;
const GLOBAL_REPORT_SIZE = 7;
const GLOBAL_REPORT_ID = 8;
const GLOBAL_REPORT_COUNT = 9;
const GLOBAL_PUSH = 10;
const GLOBAL_POP = 11;
const LOCAL_USAGE = 0;
const MAIN_OUTPUT = 9;
const MAIN_COLLECTION = 10;
const MAIN_FEATURE = 11;

/** What the device says it is: page and usage of its first collection. */
export function hidUsageOf(descriptor: Uint8Array): { readonly page: number; readonly usage: number } | null {
  let page = 0;
  let usage: number | null = null;
  for (const { kind, tag, value, valueBytes } of readHidItems(descriptor)) {
    if (kind === 'global' && tag === GLOBAL_USAGE_PAGE) page = value;
    if (kind === 'local' && tag === LOCAL_USAGE && usage === null) {
      usage = value % 0x1_0000;
      if (valueBytes === 4) page = Math.floor(value / 0x1_0000);
    }
    if (kind === 'main') return tag === MAIN_COLLECTION && usage !== null ? { page, usage } : null;
  }
  return null;
}

export type HidReportKind = 'output' | 'feature';

/** Bytes of each report with its id in front (also where the id is 00), by id. */
export type HidReportSizes = Readonly<Record<HidReportKind, ReadonlyMap<number, number>>>;

/** No report of a real device is longer; the numbers in a descriptor may say anything. */
const REPORT_BYTES_MAX = 4096;
const STACK_MAX = 16;

export function hidReportSizes(descriptor: Uint8Array): HidReportSizes {
  const bits = { output: new Map<number, number>(), feature: new Map<number, number>() };
  const stack: { size: number; count: number; id: number }[] = [];
  let now = { size: 0, count: 0, id: 0 };
  for (const { kind, tag, value } of readHidItems(descriptor)) {
    if (kind === 'main' && (tag === MAIN_OUTPUT || tag === MAIN_FEATURE)) {
      const sums = tag === MAIN_OUTPUT ? bits.output : bits.feature;
      sums.set(now.id, (sums.get(now.id) ?? 0) + now.size * now.count);
    }
    if (kind !== 'global') continue;
    if (tag === GLOBAL_REPORT_SIZE) now = { ...now, size: value };
    if (tag === GLOBAL_REPORT_COUNT) now = { ...now, count: value };
    if (tag === GLOBAL_REPORT_ID) now = { ...now, id: value % 256 };
    if (tag === GLOBAL_PUSH && stack.length < STACK_MAX) stack.push(now);
    if (tag === GLOBAL_POP) now = stack.pop() ?? now;
  }
  return { output: toBytes(bits.output), feature: toBytes(bits.feature) };
}

function toBytes(bits: ReadonlyMap<number, number>): ReadonlyMap<number, number> {
  return new Map([...bits].map(([id, sum]) => [id, Math.min(1 + Math.ceil(sum / 8), REPORT_BYTES_MAX)]));
}
