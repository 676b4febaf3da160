/** What a search for devices tells. */

export interface FoundDevice {
  /** By identity where the device has one, so that it stays right when ports are renamed. See `parseAddress`. */
  readonly address: string;
  readonly kind: DeviceKind;
  /** Four lower-case hex digits; null for a port that is no USB device. */
  readonly vendorId: string | null;
  readonly productId: string | null;
  readonly serialNumber: string | null;
  /** As the device says; null where it says nothing. */
  readonly maker: string | null;
  readonly product: string | null;
  /** The USB socket as the system names it (Linux `1-1.2`). */
  readonly at: string | null;
  /** Number of the USB interface. */
  readonly interface: number | null;
  /** Where it is, for the eye: `USB 1-1.2`, `/dev/ttyS0`. */
  readonly place: string;
  /** The name it has now: `/dev/ttyUSB0`, `/dev/hidraw3`, `/dev/usb/lp0`, `/dev/bus/usb/001/004`, `COM3`. */
  readonly path: string;
  /** Of HID devices: what the report descriptor says they are. 8C/02 is a barcode scanner. */
  readonly usage: HidUsage | null;
  /** The role it is likely made for; null where nothing tells (protocols 1.13, 2.12). */
  readonly guess: 'reader' | 'scanner' | 'printer' | null;
  readonly access: DeviceAccess;
}

/** `usb`: a vendor-class device that is reached without a driver of the system. */
export type DeviceKind = 'serial' | 'hid' | 'usb' | 'printer';

/** `busy`: another program has it, as far as that can be seen without opening it. */
export type DeviceAccess = 'ok' | 'no-permission' | 'busy';

export interface HidUsage {
  readonly page: number;
  readonly usage: number;
}

/** What the search could not see. `permission`: `detail` is the group or the rules file that is missing. */
export interface BlindSpot {
  readonly code: 'no-sysfs' | 'hid-unavailable' | 'usb-unavailable' | 'permission' | 'list-failed';
  readonly detail: string;
}

export interface DeviceListing {
  readonly devices: readonly FoundDevice[];
  readonly blind: readonly BlindSpot[];
}
