/** The ports that Linux shows: serial ports, HID devices, printers, and USB devices that no driver has taken. */
import { basename, join } from 'node:path';
import { hidUsageOf } from '../transport/hid/hid-descriptor.ts';
import type { UsbFacts } from '../transport/usb/usb-facts.ts';
import { NO_USB } from '../transport/usb/usb-facts.ts';
import type { DeviceKind } from './found-device.ts';
import { isEverydayUsage, isKnownReader, isScannerMaker } from './guess.ts';
import type { LinuxRoots } from './linux-files.ts';
import { namesIn, readBytes, readText, readUevent, whereLeads } from './linux-files.ts';
import { usbFactsOf, usbParentOf } from './linux-usb-parent.ts';
import type { Sighting } from './sighting.ts';

/** Null where the kernel has no such class of devices at all. Who may open them is not asked here. */
export type PortSearch = (roots: LinuxRoots) => Promise<Sighting[] | null>;

/** Consoles, and names that mean another terminal. */
const NO_PORT = /^(tty\d*|console|ptmx|ttyprintk)$/;

export const findSerialPorts: PortSearch = async (roots) => {
  const folder = join(roots.sys, 'class/tty');
  const consoles = (await readText(join(folder, 'console/active')))?.split(/\s+/) ?? [];
  return eachIn(folder, async (name) => {
    if (NO_PORT.test(name) || consoles.includes(name)) return null;
    const device = await whereLeads(join(folder, name, 'device'));
    if (device === null) return null;
    const usb = await usbParentOf(device, roots);
    // Card readers hang on built-in ports too. The kernel makes more names than there are ports: type 0 is "none".
    const uart = await readText(join(folder, name, 'type'));
    if (usb === null && (uart === null || uart === '0')) return null;
    return seen('serial', 'serial', await nodeOf(join(folder, name), roots), usb ?? NO_USB);
  });
};

export const findPrinters: PortSearch = async (roots) => {
  const folder = join(roots.sys, 'class/usbmisc');
  return eachIn(folder, async (name) => {
    if (!/^lp\d+$/.test(name)) return null;
    const device = await whereLeads(join(folder, name, 'device'));
    const usb = device === null ? null : await usbParentOf(device, roots);
    return seen('file', 'printer', await nodeOf(join(folder, name), roots), usb ?? NO_USB);
  });
};

export const findHidDevices: PortSearch = async (roots) => {
  const folder = join(roots.sys, 'class/hidraw');
  return eachIn(folder, async (name) => {
    const device = await whereLeads(join(folder, name, 'device'));
    if (device === null) return null;
    const facts = (await usbParentOf(device, roots)) ?? (await hidFactsOf(device));
    const descriptor = await readBytes(join(device, 'report_descriptor'));
    const usage = descriptor === null ? null : hidUsageOf(descriptor);
    // A scanner that plays keyboard is told of, so that the technician learns why it does not scan.
    if (usage !== null && isEverydayUsage(usage) && !isScannerMaker(facts.vendorId)) return null;
    return { ...seen('hid', 'hid', await nodeOf(join(folder, name), roots), facts), usage };
  });
};

/** What the HID layer itself knows, for devices that hang on no USB (Bluetooth, virtual ones). */
async function hidFactsOf(device: string): Promise<UsbFacts> {
  const uevent = await readUevent(device);
  const [, vendorId, productId] = /:0000([0-9a-f]{4}):0000([0-9a-f]{4})$/i.exec(uevent.get('HID_ID') ?? '') ?? [];
  return {
    ...NO_USB,
    vendorId: vendorId?.toLowerCase() ?? null,
    productId: productId?.toLowerCase() ?? null,
    serialNumber: uevent.get('HID_UNIQ') || null,
    product: uevent.get('HID_NAME') || null,
  };
}

const CLASS_PRINTER = '07';
const CLASS_VENDOR = 'ff';
/** What the kernel calls a program that has taken an interface for itself. */
const DRIVER_PROGRAM = 'usbfs';

export const findBareUsbDevices: PortSearch = async (roots) => {
  const folder = join(roots.sys, 'bus/usb/devices');
  return eachIn(folder, async (name, names) => {
    if (!/^\d+-[\d.]+$/.test(name)) return null;
    const facts = await usbFactsOf(join(folder, name));
    if (facts === null) return null;
    const faces = names.filter((other) => other.startsWith(`${name}:`)).map((face) => faceOf(join(folder, face)));
    const bare = (await Promise.all(faces)).find(({ driver }) => driver === null || driver === DRIVER_PROGRAM);
    if (bare === undefined) return null;
    const isPrinter = bare.usbClass === CLASS_PRINTER;
    if (!isPrinter && bare.usbClass !== CLASS_VENDOR && !isKnownReader(facts.vendorId, facts.productId)) return null;
    const path = await nodeOf(join(folder, name), roots);
    const access = bare.driver === DRIVER_PROGRAM ? 'busy' : 'ok';
    return { ...seen('usb', isPrinter ? 'printer' : 'usb', path, facts), access };
  });
};

async function faceOf(folder: string): Promise<{ usbClass: string | null; driver: string | null }> {
  const driver = await whereLeads(join(folder, 'driver'));
  const usbClass = await readText(join(folder, 'bInterfaceClass'));
  return { usbClass: usbClass?.toLowerCase() ?? null, driver: driver === null ? null : basename(driver) };
}

async function eachIn(
  folder: string,
  look: (name: string, names: readonly string[]) => Promise<Sighting | null>,
): Promise<Sighting[] | null> {
  const names = await namesIn(folder);
  if (names === null) return null;
  const found = await Promise.all(names.map((name) => look(name, names)));
  return found.filter((sighting) => sighting !== null);
}

/** The kernel says how a node is called below /dev. */
async function nodeOf(folder: string, { dev }: LinuxRoots): Promise<string> {
  const uevent = await readUevent(folder);
  return join(dev, uevent.get('DEVNAME') ?? basename(folder));
}

function seen(scheme: Sighting['scheme'], kind: DeviceKind, path: string, facts: UsbFacts): Sighting {
  const place = facts.at === null ? path : `USB ${facts.at}`;
  return { ...facts, scheme, kind, path, place, usage: null, access: 'ok' };
}
