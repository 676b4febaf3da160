/** What a simulated HID device is to the wire it hangs on: the kernel's uhid, or memory. */
import type { UhidIdentity } from './uhid-records.ts';

export interface SimulatedHidDevice {
  readonly identity: UhidIdentity;
  /** The plug goes in. `send` carries input reports (report id in front, if the device has ids) until `end` is called. */
  connect(send: (report: Uint8Array) => void): HidConnection;
  /** The plug was pulled: whatever lives in memory only is gone. */
  powerCycle(): void;
}

export interface HidConnection {
  /** An output report (a write of the host). */
  output(report: Uint8Array): void;
  /** A feature report that the host sets; false if the device does not take it. */
  setFeature(report: Uint8Array): boolean;
  /** A feature report that the host asks for; null if the device has none of that id. */
  feature(reportId: number): Uint8Array | null;
  end(): void;
}
