import { findDevice } from '../discovery/find.ts';
import type { Clock } from '../link/clock.ts';
import type { Address, DeviceTarget } from './address.ts';
import { parseAddress } from './address.ts';
import { fileTransport } from './file/file.ts';
import { hidStreamTransport } from './hid/hid-stream.ts';
import { hidTransport } from './hid/hid.ts';
import type { PathFinder } from './path-finder.ts';
import { serialTransport } from './serial.ts';
import { tcpTransport } from './tcp.ts';
import type { HidTransport, Transport } from './transport.ts';
import { usbTransport } from './usb/usb.ts';

/**
 * The transport of bytes for a device address.
 * Throws if the address is refused: whoever takes addresses from outside calls `parseAddress` first.
 */
export function createTransport(text: string, clock: Clock): Transport {
  const address = mustParse(text);
  switch (address.scheme) {
    case 'serial':
      return serialTransport({ find: finderOf('serial', address.target), baud: address.baud }, clock);
    case 'tcp':
      return tcpTransport(address, clock);
    case 'hid':
      return hidStreamTransport(hidTransport(finderOf('hid', address.target), clock), address.framing);
    case 'usb':
      return usbTransport(address);
    case 'file':
      return fileTransport(finderOf('file', address.target), clock);
  }
}

/**
 * The transport of whole HID reports, for devices whose reports mean something.
 * Throws if the address is refused or is not `hid://`.
 */
export function createHidTransport(text: string, clock: Clock): HidTransport {
  const address = mustParse(text);
  if (address.scheme !== 'hid') throw new TypeError(`device address refused: ${address.scheme} carries no reports`);
  return hidTransport(finderOf('hid', address.target), clock);
}

function finderOf(scheme: 'serial' | 'hid' | 'file', target: DeviceTarget): PathFinder {
  if (target.by === 'identity') return () => findDevice(scheme, target);
  return () => Promise.resolve({ ok: true, path: target.path });
}

function mustParse(text: string): Address {
  const parsed = parseAddress(text);
  if (!parsed.ok) throw new TypeError(`device address refused: ${parsed.code}`);
  return parsed.address;
}
