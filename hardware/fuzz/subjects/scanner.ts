/** Scanners: each protocol as its speaker hears it, wishes of the host included, and what HID devices say of themselves. */
import { createHidPosSpeaker } from '../../scanner/hid-pos/hid-pos-speaker.ts';
import { layoutOf } from '../../scanner/hid-pos/layout.ts';
import { reportBytes, readReportFields } from '../../scanner/hid-pos/report-fields.ts';
import { createHoneywellSpeaker } from '../../scanner/honeywell/honeywell-speaker.ts';
import { createLinesSpeaker } from '../../scanner/lines/lines-speaker.ts';
import { createNewlandSpeaker } from '../../scanner/newland/newland-speaker.ts';
import { parseNewlandReply } from '../../scanner/newland/replies.ts';
import { SCAN_BYTES_MAX, readPrefixedScan } from '../../scanner/scan-text.ts';
import type { Effect, Speaker } from '../../scanner/speaker.ts';
import { createSsiSpeaker } from '../../scanner/ssi/ssi-speaker.ts';
import { hidReportSizes, hidUsageOf } from '../../transport/hid/hid-descriptor.ts';
import { insist } from '../insist.ts';
import {
  HONEYWELL_MESSAGES,
  LINES,
  NEWLAND_MESSAGES,
  OTHER_DESCRIPTORS,
  POS_DESCRIPTORS,
  POS_REPORTS,
  SSI_MESSAGES,
  inventSsi,
} from '../samples/scanner.ts';
import type { Fed, Subject } from '../subject.ts';

const WISHES = ['trigger-on', 'trigger-off', 'beep-good', 'beep-error'] as const;

function talk<W>(speaker: Speaker<W>): Fed {
  speaker.greet(0);
  const scansIn = (effects: readonly Effect<W>[]): number => {
    const scans = effects.filter((effect) => effect.do === 'tell-scan');
    for (const { scan } of scans) {
      insist(scan.text !== '', 'no scan is empty');
      insist(scan.text.length <= SCAN_BYTES_MAX, 'no scan is longer than the longest code');
    }
    return scans.length;
  };
  return {
    push: (bytes, { nowMs, whim }) => {
      const wish = WISHES[whim % 64];
      if (wish !== undefined) speaker.wish(wish, nowMs);
      return bytes.length === 0 ? 0 : scansIn(speaker.receive(bytes, nowMs));
    },
    quiet: ({ nowMs }) => {
      const scans = scansIn(speaker.expire(nowMs));
      const dueMs = speaker.dueAtMs();
      insist(dueMs === null || dueMs > nowMs, 'what is due has been done');
      return scans;
    },
  };
}

export const SCANNER_SUBJECTS: readonly Subject[] = [
  {
    name: 'scan text',
    input: 'whole',
    samples: LINES,
    create: () => ({ push: (bytes) => (readPrefixedScan(bytes)?.kind === 'scan' ? 1 : 0) }),
  },
  { name: 'scanner, lines', input: 'stream', samples: LINES, create: () => talk(createLinesSpeaker()) },
  {
    name: 'scanner, Newland',
    input: 'stream',
    samples: [...NEWLAND_MESSAGES, ...LINES],
    create: () => talk(createNewlandSpeaker()),
  },
  {
    name: 'Newland replies',
    input: 'whole',
    samples: NEWLAND_MESSAGES,
    create: () => ({ push: (bytes) => (parseNewlandReply(bytes) === null ? 0 : 1) }),
  },
  {
    name: 'scanner, Honeywell',
    input: 'stream',
    samples: [...HONEYWELL_MESSAGES, ...LINES],
    create: () => talk(createHoneywellSpeaker()),
  },
  {
    name: 'scanner, SSI',
    input: 'stream',
    samples: SSI_MESSAGES,
    invent: inventSsi,
    create: () => talk(createSsiSpeaker()),
  },
  {
    name: 'hid report descriptors',
    input: 'whole',
    samples: [...POS_DESCRIPTORS, ...OTHER_DESCRIPTORS],
    create: () => ({
      push: (bytes) => {
        const fields = readReportFields(bytes) ?? [];
        for (const field of fields.slice(0, 8)) reportBytes(fields, field);
        hidUsageOf(bytes);
        hidReportSizes(bytes);
        return layoutOf(bytes) === null ? 0 : 1;
      },
    }),
  },
  hidPos('layout not told', null),
  ...POS_DESCRIPTORS.map((descriptor, at) => hidPos(`layout ${at + 1}`, descriptor)),
];

function hidPos(how: string, descriptor: Uint8Array | null): Subject {
  return {
    name: `scanner, HID POS, ${how}`,
    input: 'whole',
    samples: POS_REPORTS,
    create: () => talk(createHidPosSpeaker({ descriptor, vendorId: null })),
  };
}
