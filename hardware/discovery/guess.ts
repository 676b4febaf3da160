/** Which role a device is likely made for, from its ids and what it says it is: hints, the answer to a query decides. */
import type { FoundDevice, HidUsage } from './found-device.ts';

/** Card readers with ids of their own (protocols 1.13). Bridges (CH340 and the like) say nothing of what is behind. */
const READERS: ReadonlySet<string> = new Set(['0400:c35a', '0316:5020', '10c4:8a1b', '2015:0008', '9573:4836']);

/** Makers of scanners (protocols 2.12), and one scanner whose chip is also in other things. */
const SCANNER_MAKERS: ReadonlySet<string> = new Set('0c2e 23d0 05e0 05f9 1eab 2dd6 324f 27dd 067e 1fbb'.split(' '));
const SCANNERS: ReadonlySet<string> = new Set(['28e9:018a']);

/** HID Point of Sale: bar code scanner (protocols 2.6). */
export function isScannerUsage(usage: HidUsage | null): boolean {
  return usage?.page === 0x8c && usage.usage === 0x02;
}

export function guessRole(
  device: Pick<FoundDevice, 'kind' | 'vendorId' | 'productId' | 'usage'>,
): FoundDevice['guess'] {
  const { kind, vendorId, productId, usage } = device;
  if (kind === 'printer') return 'printer';
  if (isScannerUsage(usage)) return 'scanner';
  if (isKnownReader(vendorId, productId)) return 'reader';
  return isScannerMaker(vendorId) || SCANNERS.has(`${vendorId}:${productId}`) ? 'scanner' : null;
}

export function isKnownReader(vendorId: string | null, productId: string | null): boolean {
  return READERS.has(`${vendorId}:${productId}`);
}

export function isScannerMaker(vendorId: string | null): boolean {
  return vendorId !== null && SCANNER_MAKERS.has(vendorId);
}

/** Mice, keyboards, volume keys, touch screens: a machine is full of them, and they are nobody's scanner. */
const EVERYDAY_PAGES: ReadonlySet<number> = new Set([0x01, 0x0c, 0x0d]);

export function isEverydayUsage({ page }: HidUsage): boolean {
  return EVERYDAY_PAGES.has(page);
}
