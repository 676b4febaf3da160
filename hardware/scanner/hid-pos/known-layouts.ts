/** Layouts seen on counters (protocols 2.6), for systems that do not show the report descriptor. */
import { aimIdentifier } from '../scan-text.ts';
import type { ScanLayout, TriggerLayout } from './layout.ts';

export type KnownLayout = 'honeywell' | 'extra-byte' | 'newland' | 'plain';

export const KNOWN_LAYOUTS: Readonly<Record<KnownLayout, ScanLayout>> = {
  /** Honeywell, Youjie and compatibles. */
  honeywell: {
    reportId: 2,
    countAt: 1,
    aimAt: 2,
    dataAt: 5,
    dataBytes: 56,
    codeIdAt: 61,
    more: { at: 63, mask: 0xff },
  },
  /** One byte more before the AIM identifier: some of Datalogic and Zebra. */
  'extra-byte': {
    reportId: 2,
    countAt: 1,
    aimAt: 3,
    dataAt: 6,
    dataBytes: 56,
    codeIdAt: null,
    more: { at: 63, mask: 0xff },
  },
  newland: {
    reportId: 2,
    countAt: 1,
    aimAt: null,
    dataAt: 2,
    dataBytes: 56,
    codeIdAt: null,
    more: { at: 63, mask: 0x01 },
  },
  plain: {
    reportId: 2,
    countAt: null,
    aimAt: 1,
    dataAt: 4,
    dataBytes: 56,
    codeIdAt: null,
    more: { at: 60, mask: 0x01 },
  },
};

/** Output report 04 of Honeywell's. */
export const HONEYWELL_TRIGGER: TriggerLayout = {
  reportId: 4,
  prevent: 0x02,
  start: 0x04,
  errorBeep: 0x20,
  goodBeep: 0x40,
};

const VENDORS = new Map<string, KnownLayout>([
  ['0c2e', 'honeywell'],
  ['23d0', 'honeywell'],
  ['1eab', 'newland'],
]);

/** By the vendor (four lower-case hex digits), as far as it is known to keep to one layout. */
export function layoutOfVendor(vendorId: string | null): KnownLayout | null {
  return vendorId === null ? null : (VENDORS.get(vendorId) ?? null);
}

/** By where the `]` of the AIM identifier stands in a report; the one layout without it is the last resort. */
export function layoutOfReport(report: Uint8Array): KnownLayout {
  const candidates = ['honeywell', 'extra-byte', 'plain'] as const;
  const seen = candidates.find((name) => aimIdentifier(report.subarray(KNOWN_LAYOUTS[name].aimAt ?? 0)) !== null);
  return seen ?? 'newland';
}
