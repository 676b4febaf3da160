/** Scanned-data reports to whole scans (protocols 2.6), pure: a long text comes in several reports. */
import { symbologyOfCodeId } from '../honeywell/code-ids.ts';
import type { Reading } from '../scan-text.ts';
import { SCAN_BYTES_MAX, aimIdentifier, readPrefixedScan, readScan } from '../scan-text.ts';
import type { ScanLayout } from './layout.ts';

export type PosMessage =
  | Reading
  /** A reply of Honeywell's menu; the last one repeats the command with a status. */
  | { readonly kind: 'menu'; readonly text: string; readonly isStatus: boolean }
  | { readonly kind: 'malformed' };

export interface ReportJoiner {
  /** One whole input report, its id included. */
  push(report: Uint8Array, layout: ScanLayout, nowMs: number): PosMessage[];
  /** Drops half a scan of which no more comes. */
  expire(nowMs: number): PosMessage[];
  dueAtMs(): number | null;
}

const PART_LIMIT_MS = 1000;

/** AIM identifier and code id of Honeywell's menu replies: text, then status. */
const MENU_TEXT = { aim: ']X0', codeId: 0x3f };
const MENU_STATUS = { aim: ']Z6', codeId: 0x36 };

interface Parts {
  readonly aim: string | null;
  readonly codeId: number;
  readonly chunks: Uint8Array[];
  bytes: number;
  limitMs: number;
}

export function createReportJoiner(): ReportJoiner {
  let parts: Parts | null = null;

  function abandon(): PosMessage[] {
    const wasUnfinished = parts !== null;
    parts = null;
    return wasUnfinished ? [{ kind: 'refused', reason: 'incomplete' }] : [];
  }

  /** Past the bound parts are only counted: memory stays bounded, and the rest is not taken for a scan. */
  function add(to: Parts, data: Uint8Array, nowMs: number): void {
    if (data.length > 0 && to.bytes + data.length <= SCAN_BYTES_MAX) to.chunks.push(data);
    to.bytes += data.length;
    to.limitMs = nowMs + PART_LIMIT_MS;
    parts = to;
  }

  return {
    push: (report, layout, nowMs) => {
      const data = dataOf(report, layout);
      if (data === null) return [{ kind: 'malformed' }, ...abandon()];
      const aim = layout.aimAt === null ? null : aimIdentifier(report.subarray(layout.aimAt));
      const codeId = layout.codeIdAt === null ? 0 : (report[layout.codeIdAt] ?? 0);
      const to = parts ?? { aim, codeId, chunks: [], bytes: 0, limitMs: 0 };
      add(to, data, nowMs);
      if (layout.more !== null && ((report[layout.more.at] ?? 0) & layout.more.mask) !== 0) return [];
      parts = null;
      return messagesOf(to, layout);
    },
    expire: (nowMs) => (parts !== null && nowMs >= parts.limitMs ? abandon() : []),
    dueAtMs: () => parts?.limitMs ?? null,
  };
}

/** Null where the report says that it holds more than it can. */
function dataOf(report: Uint8Array, { countAt, dataAt, dataBytes }: ScanLayout): Uint8Array | null {
  const data = report.subarray(dataAt, dataAt + dataBytes);
  if (countAt === null) return data.slice(0, lengthWithoutNuls(data));
  const count = report[countAt];
  return count === undefined || count > data.length ? null : data.slice(0, count);
}

function lengthWithoutNuls(data: Uint8Array): number {
  return data.findLastIndex((byte) => byte !== 0) + 1;
}

function messagesOf({ aim, codeId, chunks, bytes }: Parts, layout: ScanLayout): PosMessage[] {
  if (bytes > SCAN_BYTES_MAX) return [{ kind: 'refused', reason: 'too-long' }];
  const text = Buffer.concat(chunks);
  const isStatus = aim === MENU_STATUS.aim && codeId === MENU_STATUS.codeId;
  if (isStatus || (aim === MENU_TEXT.aim && codeId === MENU_TEXT.codeId)) {
    return [{ kind: 'menu', text: text.toString('latin1'), isStatus }];
  }
  const reading = layout.aimAt === null ? readPrefixedScan(text) : readScan(text, aim ?? symbologyOfCodeId(codeId));
  return reading === null ? [] : [reading];
}
