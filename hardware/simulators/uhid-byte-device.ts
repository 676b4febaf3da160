/**
 * A device that speaks a byte stream, as a driverless HID device: the stream is cut into reports of one size
 * (protocols 1.13). Written apart from the driver's framing, so that a mistake in either shows.
 */
import type { Clock } from '../link/clock.ts';
import { noTimer, systemClock } from '../link/clock.ts';
import type { SimulatedDevice } from './device.ts';
import type { SimulatedHidDevice } from './uhid-device.ts';
import type { UhidIdentity } from './uhid-records.ts';

export interface ReportFraming {
  /** Null: reports have no id. */
  readonly reportId: number | null;
  /** The whole report, with its id if it has one. */
  readonly sizeBytes: number;
  /** One byte in front of the bytes says how many they are. */
  readonly hasLength: boolean;
}

export interface HidByteDeviceOptions {
  readonly device: SimulatedDevice;
  readonly identity: Omit<UhidIdentity, 'descriptor'>;
  readonly framing: ReportFraming;
  readonly clock?: Clock;
}

/** A report that is not full goes out when its device has said nothing more for so long: filling inside a reply breaks it. */
const GATHER_MS = 10;

export function createHidByteDevice(options: HidByteDeviceOptions): SimulatedHidDevice {
  const { device, identity, framing, clock = systemClock } = options;
  return {
    identity: { ...identity, descriptor: vendorDescriptor(framing) },
    connect: (send) => {
      let gathered = Buffer.alloc(0);
      let cancelGathering = noTimer;
      const connection = device.connect((bytes) => {
        cancelGathering();
        gathered = Buffer.concat([gathered, bytes]);
        cancelGathering = clock.after(GATHER_MS, () => {
          for (const report of reportsOf(gathered, framing)) send(report);
          gathered = Buffer.alloc(0);
        });
      });
      return {
        output: (report) => connection.receive(bytesOf(report, framing)),
        setFeature: () => false,
        feature: () => null,
        end: () => {
          cancelGathering();
          connection.end();
        },
      };
    },
    powerCycle: () => device.powerCycle(),
  };
}

/** The stream in whole reports, filled up with 00. */
export function reportsOf(bytes: Uint8Array, framing: ReportFraming): Buffer[] {
  const startAt = payloadStart(framing);
  const roomBytes = framing.sizeBytes - startAt;
  return Array.from({ length: Math.ceil(bytes.length / roomBytes) }, (_, at) => {
    const payload = bytes.subarray(at * roomBytes, (at + 1) * roomBytes);
    const report = Buffer.alloc(framing.sizeBytes);
    if (framing.reportId !== null) report.writeUInt8(framing.reportId, 0);
    if (framing.hasLength) report.writeUInt8(payload.length, startAt - 1);
    report.set(payload, startAt);
    return report;
  });
}

/** What a report of the host carries; its filling comes along where no length tells it apart. */
export function bytesOf(report: Uint8Array, framing: ReportFraming): Uint8Array {
  const startAt = payloadStart(framing);
  const length = framing.hasLength ? (report[startAt - 1] ?? 0) : report.length;
  return report.subarray(startAt, startAt + length);
}

function payloadStart({ reportId, hasLength }: ReportFraming): number {
  return (reportId === null ? 0 : 1) + (hasLength ? 1 : 0);
}

/** One input and one output report of the size, on a page of the maker's own. */
function vendorDescriptor({ reportId, sizeBytes }: ReportFraming): Buffer {
  const dataBytes = sizeBytes - (reportId === null ? 0 : 1);
  const count = Buffer.from([0x96, dataBytes & 0xff, dataBytes >> 8]);
  return Buffer.concat([
    // Usage page FF00, usage 1, a collection; the id; values 0 to 255 of 8 bits each.
    Buffer.from('0600FF0901A101', 'hex'),
    reportId === null ? Buffer.alloc(0) : Buffer.from([0x85, reportId]),
    Buffer.from('150026FF007508', 'hex'),
    ...[count, Buffer.from('09018102', 'hex')],
    ...[count, Buffer.from('09029102', 'hex')],
    Buffer.from('C0', 'hex'),
  ]);
}
