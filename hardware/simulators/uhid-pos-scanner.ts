/** A USB HID POS scanner (protocols 2.6), with the two report layouts that are commonest on counters. */
import type { SimulatedHidDevice } from './uhid-device.ts';
import type { UhidIdentity } from './uhid-records.ts';

export type PosLayout = 'honeywell' | 'newland';

export interface PosScannerSimulator extends SimulatedHidDevice {
  /**
   * Sends a scan in as many reports as it needs, or breaks off after `reportsMax`; false if nobody would get it: not
   * plugged, or not set to HID POS.
   */
  scan(scanned: PosScan, reportsMax?: number): boolean;
}

export interface PosScan {
  readonly text: string;
  /** AIM symbology identifier, three characters. Newland's layout has no room for it. */
  readonly aim: string;
  /** The maker's code id (Honeywell: 64 EAN-13, 73 QR). */
  readonly codeId: number;
}

export interface PosScannerOptions {
  readonly layout: PosLayout;
  readonly identity: Omit<UhidIdentity, 'descriptor'>;
  /** Output reports, id first: the trigger's is `04 …`. */
  readonly onOutput?: (report: Uint8Array) => void;
  /** Feature reports that the host sets, id first. */
  readonly onFeature?: (report: Uint8Array) => void;
}

interface Layout {
  readonly descriptor: Buffer;
  readonly dataStart: number;
  readonly hasAim: boolean;
  readonly codeIdAt: number;
  /** Sends no HID POS reports before the host has set feature FE 01. */
  readonly needsSwitch: boolean;
}

const REPORT_BYTES = 64;
const DATA_BYTES = 56;
const FLAG_AT = 63;
const SWITCH = Buffer.from('FE01', 'hex');

const LAYOUTS: Readonly<Record<PosLayout, Layout>> = {
  honeywell: {
    descriptor: Buffer.from(
      `058C0902A101 0912A1028502150026FF00750895010501093B8102 9503058C09FB09FC09FD8102 953809FE820201
       0666FF9502090409008102 058C25017501950809FF8102C0 0914A102850415002501750195080900095F0960
       09000900098509869186C0 0666FF750826FF000903A10285FE95010903B28201C0
       0901A10285FD950109219102953E0922928201C0 C0`.replaceAll(/\s/g, ''),
      'hex',
    ),
    dataStart: 5,
    hasAim: true,
    codeIdAt: 61,
    needsSwitch: true,
  },
  newland: {
    descriptor: Buffer.from(
      `058C0902A101 0912A1028502150026FF00750895010501093B8102 953805 8C09FE820201
       0666FF9505090409008102 058C25017501950809FF8102C0 0914A102850415002501750195080900095F0960
       09000900098509869186C0 C0`.replaceAll(/\s/g, ''),
      'hex',
    ),
    dataStart: 2,
    hasAim: false,
    codeIdAt: 62,
    needsSwitch: false,
  },
};

export function createPosScannerSimulator(options: PosScannerOptions): PosScannerSimulator {
  const layout = LAYOUTS[options.layout];
  let send: ((report: Uint8Array) => void) | null = null;
  let isPos = !layout.needsSwitch;
  return {
    identity: { ...options.identity, descriptor: layout.descriptor },
    connect: (to) => {
      send = to;
      return {
        output: (report) => options.onOutput?.(report),
        setFeature: (report) => {
          options.onFeature?.(report);
          if (!layout.needsSwitch || !SWITCH.equals(report)) return false;
          isPos = true;
          return true;
        },
        feature: () => null,
        end: () => {
          send = null;
        },
      };
    },
    powerCycle: () => {
      isPos = !layout.needsSwitch;
    },
    scan: (scanned, reportsMax) => {
      if (send === null || !isPos) return false;
      for (const report of posReports(scanned, layout).slice(0, reportsMax)) send(report);
      return true;
    },
  };
}

function posReports({ text, aim, codeId }: PosScan, layout: Layout): Buffer[] {
  const bytes = Buffer.from(text);
  return Array.from({ length: Math.ceil(bytes.length / DATA_BYTES) }, (_, at) => {
    const data = bytes.subarray(at * DATA_BYTES, (at + 1) * DATA_BYTES);
    const report = Buffer.alloc(REPORT_BYTES);
    report.writeUInt8(2, 0);
    report.writeUInt8(data.length, 1);
    if (layout.hasAim) report.write(aim, 2, 3, 'latin1');
    report.set(data, layout.dataStart);
    report.writeUInt8(codeId, layout.codeIdAt);
    report.writeUInt8((at + 1) * DATA_BYTES < bytes.length ? 1 : 0, FLAG_AT);
    return report;
  });
}
