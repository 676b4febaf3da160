/** Hangs a simulated HID device on `/dev/uhid`: the kernel then has a true HID device. Needs root and the module uhid. */
import { closeSync, constants, openSync, readSync, writeSync } from 'node:fs';
import { noTimer, systemClock } from '../link/clock.ts';
import type { HidConnection, SimulatedHidDevice } from './uhid-device.ts';
import type { UhidEvent } from './uhid-records.ts';
import {
  UHID_RECORD_BYTES,
  decodeEvent,
  encodeCreate,
  encodeDestroy,
  encodeGetReportReply,
  encodeInput,
  encodeSetReportReply,
} from './uhid-records.ts';

export interface UhidHost {
  /** Makes the device appear; throws the system's error (`ENOENT`, `EACCES`) where uhid cannot be had. */
  readonly plug: () => void;
  /** Makes it vanish; the device loses its power. */
  readonly unplug: () => void;
}

/** A blocking read would hold one of libuv's threads, and the process with it (protocols 7). */
const POLL_MS = 4;

export function hostOnUhid(device: SimulatedHidDevice, path = '/dev/uhid'): UhidHost {
  let plugged: Plugged | null = null;
  let cancelPoll = noTimer;

  function poll(open: Plugged): void {
    // A device may pull its own plug while it is told of something.
    while (plugged === open) {
      const event = readEvent(open.fd);
      if (event === null) {
        cancelPoll = systemClock.after(POLL_MS, () => poll(open));
        return;
      }
      const answer = answerTo(event, open);
      if (answer !== null && plugged === open) writeSync(open.fd, answer);
    }
  }

  return {
    plug: () => {
      if (plugged !== null) return;
      const fd = openSync(path, constants.O_RDWR | constants.O_NONBLOCK);
      writeSync(fd, encodeCreate(device.identity));
      const connection = device.connect((report) => writeSync(fd, encodeInput(report)));
      plugged = { fd, connection, hasReportIds: true };
      poll(plugged);
    },
    unplug: () => {
      if (plugged === null) return;
      const { fd, connection } = plugged;
      plugged = null;
      cancelPoll();
      connection.end();
      writeSync(fd, encodeDestroy());
      closeSync(fd);
      device.powerCycle();
    },
  };
}

interface Plugged {
  readonly fd: number;
  readonly connection: HidConnection;
  hasReportIds: boolean;
}

/** What the kernel waits for, if it does. Tells the device of what concerns it. */
function answerTo(event: UhidEvent, plugged: Plugged): Buffer | null {
  const { connection } = plugged;
  switch (event.kind) {
    case 'start':
      plugged.hasReportIds = event.hasReportIds;
      return null;
    case 'output':
      // USB takes the 00 of a device without ids off on the way; uhid leaves it there.
      connection.output(plugged.hasReportIds ? event.report : event.report.subarray(1));
      return null;
    case 'set-report':
      return encodeSetReportReply(event.id, event.of === 'feature' && connection.setFeature(event.report));
    case 'get-report':
      return encodeGetReportReply(event.id, event.of === 'feature' ? connection.feature(event.reportId) : null);
    case 'stop':
    case 'open':
    case 'close':
      return null;
  }
}

/** The next record that waits, or null. A record of another kind is passed over by the next poll. */
function readEvent(fd: number): UhidEvent | null {
  const record = Buffer.alloc(UHID_RECORD_BYTES);
  try {
    const count = readSync(fd, record);
    return decodeEvent(record.subarray(0, count));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EAGAIN') return null;
    throw error;
  }
}
