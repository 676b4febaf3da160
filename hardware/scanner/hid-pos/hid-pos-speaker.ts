/** A USB HID POS scanner (protocols 2.6): reports in, reports out. */
import type { DeviceIdentity } from '../../link/meter.ts';
import { HONEYWELL, REVISION_TEXT, encodeMenuCommand } from '../honeywell/commands.ts';
import { readRevisionLine } from '../honeywell/revision.ts';
import { sayingsOf } from '../scan-text.ts';
import type { Effect, Speaker, Wish } from '../speaker.ts';
import { earliest } from '../speaker.ts';
import { HONEYWELL_TRIGGER, KNOWN_LAYOUTS, layoutOfReport, layoutOfVendor } from './known-layouts.ts';
import type { ScanLayout, TriggerLayout } from './layout.ts';
import { layoutOf } from './layout.ts';
import type { PosMessage } from './report-joiner.ts';
import { createReportJoiner } from './report-joiner.ts';
import type { HidWrite } from './reports.ts';
import { USE_HID_POS, menuReport, triggerReport } from './reports.ts';

/** What is known of the device when its link opens. */
export interface PosDevice {
  /** The report descriptor, where the system shows it. */
  readonly descriptor: Uint8Array | null;
  /** Four lower-case hex digits, where the address names it. */
  readonly vendorId: string | null;
}

/** How a device is spoken with; a layout of null is told by each report. */
interface Manner {
  readonly scan: ScanLayout | null;
  readonly trigger: TriggerLayout | null;
  readonly hasPosSwitch: boolean;
  readonly hasMenu: boolean;
}

/** Ours: no manual names a limit. */
const REPLY_LIMIT_MS = 2000;
/** In the repeated command: it was taken. */
const ACK = '\x06';

export function createHidPosSpeaker(device: PosDevice): Speaker<HidWrite> {
  const manner = mannerOf(device);
  const joiner = createReportJoiner();
  let isTriggered = false;
  let replyLimitMs: number | null = null;

  function hear(messages: readonly PosMessage[]): Effect<HidWrite>[] {
    return messages.flatMap((message): Effect<HidWrite>[] => {
      switch (message.kind) {
        case 'scan':
        case 'refused':
          return sayingsOf(message);
        case 'malformed':
          return [{ do: 'count', what: 'malformed' }];
        case 'menu':
          return hearMenu(message);
      }
    });
  }

  /** A code that only looks like a menu reply is none when nothing was asked. */
  function hearMenu({ text, isStatus }: Extract<PosMessage, { kind: 'menu' }>): Effect<HidWrite>[] {
    if (replyLimitMs === null) return [{ do: 'count', what: 'noise' }];
    if (!isStatus) return [{ do: 'identify', facts: factsOf(text) }];
    replyLimitMs = null;
    return [{ do: 'count', what: text.includes(ACK) ? 'good' : 'refused' }];
  }

  function giveUpReply(nowMs: number): Effect<HidWrite>[] {
    if (replyLimitMs === null || nowMs < replyLimitMs) return [];
    replyLimitMs = null;
    return [{ do: 'count', what: 'silent' }];
  }

  return {
    greet: (nowMs) => {
      const question = manner.hasMenu ? menuReport(encodeMenuCommand(REVISION_TEXT, 'temporary')) : null;
      if (question !== null) replyLimitMs = nowMs + REPLY_LIMIT_MS;
      return [...write(manner.hasPosSwitch ? USE_HID_POS : null), ...write(question)];
    },
    receive: (report, nowMs) => {
      const layout = manner.scan ?? KNOWN_LAYOUTS[layoutOfReport(report)];
      if (layout.reportId !== 0 && report[0] !== layout.reportId) return [{ do: 'count', what: 'noise' }];
      return hear(joiner.push(report, layout, nowMs));
    },
    expire: (nowMs) => [...hear(joiner.expire(nowMs)), ...giveUpReply(nowMs)],
    dueAtMs: () => earliest(joiner.dueAtMs(), replyLimitMs),
    wish: (wish) => {
      if (wish === 'trigger-on' || wish === 'trigger-off') isTriggered = wish === 'trigger-on';
      const report = wishReport(manner, wish, isTriggered);
      return report === null ? null : write(report);
    },
  };
}

function mannerOf({ descriptor, vendorId }: PosDevice): Manner {
  const told = descriptor === null ? null : layoutOf(descriptor);
  if (told !== null) return told;
  const known = layoutOfVendor(vendorId);
  const isHoneywell = known === 'honeywell';
  return {
    scan: known === null ? null : KNOWN_LAYOUTS[known],
    trigger: isHoneywell ? HONEYWELL_TRIGGER : null,
    hasPosSwitch: isHoneywell,
    hasMenu: isHoneywell,
  };
}

function wishReport({ trigger, hasMenu }: Manner, wish: Wish, isOn: boolean): HidWrite | null {
  if (trigger === null) return hasMenu ? menuWish(wish) : null;
  switch (wish) {
    case 'trigger-on':
    case 'trigger-off':
      return triggerReport(trigger, { isOn });
    case 'beep-good':
      return triggerReport(trigger, { isOn, beep: 'good' });
    case 'beep-error':
      return triggerReport(trigger, { isOn, beep: 'error' });
  }
}

function menuWish(wish: Wish): HidWrite | null {
  switch (wish) {
    case 'trigger-on':
      return menuReport(HONEYWELL.triggerOn);
    case 'trigger-off':
      return menuReport(HONEYWELL.triggerOff);
    case 'beep-good':
      return menuReport(HONEYWELL.beep);
    case 'beep-error':
      return null;
  }
}

function factsOf(text: string): Partial<DeviceIdentity> {
  return text
    .split(/[\r\n]+/)
    .map(readRevisionLine)
    .reduce<Partial<DeviceIdentity>>((facts, line) => ({ ...facts, ...line }), {});
}

function write(what: HidWrite | null): Effect<HidWrite>[] {
  return what === null ? [] : [{ do: 'write', what }];
}
