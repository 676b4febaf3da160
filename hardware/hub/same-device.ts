/** Whether two addresses lead to one device: two drivers on it would steal each other's bytes. */
import { realpath } from 'node:fs/promises';
import type { Address } from '../transport/address.ts';
import { parseAddress } from '../transport/address.ts';

/** As far as the addresses tell: a name of a port and the identity of what hangs on it are not compared. */
export async function isSameDevice(one: string, other: string): Promise<boolean> {
  const [a, b] = await Promise.all([placeOf(one), placeOf(other)]);
  return a === b;
}

/** The address without its settings. Of a path, what the name stands for now: by-id names are links. */
async function placeOf(text: string): Promise<string> {
  const parsed = parseAddress(text);
  if (!parsed.ok) return text;
  const { address } = parsed;
  switch (address.scheme) {
    case 'tcp':
      return `tcp ${address.host.toLowerCase()} ${address.port}`;
    case 'usb':
      return identityOf(address.target);
    case 'serial':
    case 'hid':
    case 'file': {
      const { target } = address;
      if (target.by === 'path') return realpath(target.path).catch(() => target.path);
      return identityOf(target);
    }
  }
}

function identityOf(target: Extract<Address, { scheme: 'usb' }>['target']): string {
  const { vendorId, productId, serialNumber, at, interface: number } = target;
  return ['usb', vendorId, productId, serialNumber, at, number].join(' ');
}
