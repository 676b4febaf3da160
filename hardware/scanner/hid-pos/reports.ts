/** Reports that the host sends to a HID POS scanner (protocols 2.6). */
import type { TriggerLayout } from './layout.ts';

export interface HidWrite {
  readonly kind: 'output' | 'feature';
  /** Its id first, 00 where reports have none. */
  readonly report: Uint8Array;
}

/** Switches the output of Honeywell's to HID POS for this host. */
export const USE_HID_POS: HidWrite = { kind: 'feature', report: Uint8Array.of(0xfe, 0x01) };

const MENU_REPORT = 0xfd;
const MENU_REPORT_BYTES = 64;
const MENU_TEXT_BYTES_MAX = 62;

export interface TriggerState {
  readonly isOn: boolean;
  /** Sounds once. */
  readonly beep?: 'good' | 'error';
}

/** Null where the scanner has no bit for it. */
export function triggerReport(layout: TriggerLayout, { isOn, beep }: TriggerState): HidWrite | null {
  const beeps = { good: layout.goodBeep, error: layout.errorBeep };
  const sound = beep === undefined ? 0 : beeps[beep];
  if (beep !== undefined && sound === 0) return null;
  const value = (isOn ? layout.start : 0) | sound;
  return { kind: 'output', report: Uint8Array.of(layout.reportId, value) };
}

/** No more reading until the next trigger report, for the steps where no scan is wanted. */
export function lockReport({ reportId, prevent }: TriggerLayout): HidWrite | null {
  return prevent === 0 ? null : { kind: 'output', report: Uint8Array.of(reportId, prevent) };
}

/** A serial command of 2.4 for Honeywell's, up to 62 bytes; null where it is longer. */
export function menuReport(command: Uint8Array): HidWrite | null {
  if (command.length > MENU_TEXT_BYTES_MAX) return null;
  const report = new Uint8Array(MENU_REPORT_BYTES);
  report.set([MENU_REPORT, command.length, ...command]);
  return { kind: 'output', report };
}
