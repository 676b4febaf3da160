import type { Clock } from '../link/clock.ts';
import type { Address } from './address.ts';
import { parseAddress } from './address.ts';
import { serialTransport } from './serial.ts';
import { tcpTransport } from './tcp.ts';
import type { Transport } from './transport.ts';

/**
 * The transport for a device address.
 * Throws if the address is refused: whoever takes addresses from outside calls `parseAddress` first.
 */
export function createTransport(text: string, clock: Clock): Transport {
  const parsed = parseAddress(text);
  if (!parsed.ok) throw new TypeError(`device address refused: ${parsed.code}`);
  return transportOf(parsed.address, clock);
}

function transportOf(address: Address, clock: Clock): Transport {
  switch (address.scheme) {
    case 'serial':
      return serialTransport(address, clock);
    case 'tcp':
      return tcpTransport(address, clock);
  }
}
