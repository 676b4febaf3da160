/** The USB device that a port or a node belongs to. */
import { basename, dirname, join } from 'node:path';
import type { UsbFacts } from '../transport/usb/usb-facts.ts';
import type { LinuxRoots } from './linux-files.ts';
import { readText } from './linux-files.ts';

/** Hubs on hubs are at most seven deep; a port lies a few folders below its device. */
const FOLDERS_UP_MAX = 16;

/** Looks up the tree from a device folder (no link) for a USB device; null if it hangs on no USB. */
export async function usbParentOf(folder: string, { sys }: LinuxRoots): Promise<UsbFacts | null> {
  let at = folder;
  let number: number | null = null;
  for (let steps = 0; steps < FOLDERS_UP_MAX && at.startsWith(sys) && at !== sys; steps += 1) {
    number ??= await readHex(join(at, 'bInterfaceNumber'));
    const facts = await usbFactsOf(at);
    if (facts !== null) return { ...facts, interface: number };
    at = dirname(at);
  }
  return null;
}

/** What the folder of a USB device says; null if it is none. */
export async function usbFactsOf(folder: string): Promise<UsbFacts | null> {
  const vendorId = await readText(join(folder, 'idVendor'));
  if (vendorId === null) return null;
  const [productId, serialNumber, maker, product] = await Promise.all(
    ['idProduct', 'serial', 'manufacturer', 'product'].map((name) => readText(join(folder, name))),
  );
  return {
    vendorId: vendorId.toLowerCase(),
    productId: productId?.toLowerCase() ?? '0000',
    serialNumber: serialNumber ?? null,
    maker: maker ?? null,
    product: product ?? null,
    at: basename(folder),
    interface: null,
  };
}

async function readHex(path: string): Promise<number | null> {
  const text = await readText(path);
  return text !== null && /^[0-9a-f]{1,2}$/i.test(text) ? Number.parseInt(text, 16) : null;
}
