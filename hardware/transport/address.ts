/**
 * Device addresses are URLs, and `hardware/README.md` lists them. They are taken apart here and not by `URL`, which
 * knows no hexadecimal ports (`serial://1a86:7523`).
 */
import { isIPv6 } from 'node:net';
import type { AddressOptions, OptionName, OptionsRefusal } from './address-options.ts';
import { parseOptions } from './address-options.ts';

/** A USB device by what it is, so that it is found again under another name. Ids are four lower-case hex digits. */
export interface UsbIdentity {
  readonly vendorId: string;
  readonly productId: string;
  readonly serialNumber: string | null;
  /** The socket, as the system names it (Linux `1-1.2`): for devices without a serial number. */
  readonly at: string | null;
  /** One of the interfaces of a device that shows several. */
  readonly interface: number | null;
}

export type DeviceTarget = { readonly by: 'path'; readonly path: string } | ({ readonly by: 'identity' } & UsbIdentity);

/** How a HID card reader packs a byte stream into reports (protocols 1.13). */
export interface HidFraming {
  /** Null where reports have no id. */
  readonly reportId: number | null;
  /** The whole report, with its id if it has one. */
  readonly sizeBytes: number;
  /** One byte in front of the bytes says how many they are; without it only filling 00 follows. */
  readonly hasLength: boolean;
}

/** `one`: one endpoint each way, as the readers in the field; `four`: the four pipes of GA 467 (protocols 1.13). */
export type UsbPipes = 'one' | 'four';

export type Address =
  | { readonly scheme: 'serial'; readonly target: DeviceTarget; readonly baud: number }
  | { readonly scheme: 'tcp'; readonly host: string; readonly port: number; readonly baud: number }
  | { readonly scheme: 'hid'; readonly target: DeviceTarget; readonly framing: HidFraming }
  | { readonly scheme: 'usb'; readonly target: UsbIdentity; readonly pipes: UsbPipes }
  | { readonly scheme: 'file'; readonly target: DeviceTarget };

export type AddressRefusal =
  | 'not-an-address'
  | 'unknown-scheme'
  | 'missing-path'
  | 'bad-path'
  | 'missing-host'
  | 'bad-host'
  | 'missing-port'
  | 'bad-port'
  | 'missing-ids'
  | 'bad-serial-number'
  | OptionsRefusal;

export type AddressOutcome =
  { readonly ok: true; readonly address: Address } | { readonly ok: false; readonly code: AddressRefusal };

interface Refused {
  readonly ok: false;
  readonly code: AddressRefusal;
}

interface Parts {
  readonly authority: string;
  /** With its first slash; empty if there is none. */
  readonly path: string;
  readonly query: string;
}

const SHAPE = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)(\/[^?#]*)?(?:\?([^#]*))?$/i;
const IDS = /^([0-9a-f]{4}):([0-9a-f]{4})$/i;
const WINDOWS_PORT = /^[a-z][a-z0-9_-]*$/i;
const HOST_AND_PORT = /^(?:\[([^\]]*)\]|([a-z0-9](?:[a-z0-9._-]*)))?(?::(\d*))?$/i;

/** Options that a device takes however it is named. */
const OPTIONS = {
  serial: ['baud'],
  hid: ['report', 'size', 'length'],
  usb: ['pipes'],
  file: [],
} as const satisfies Record<string, readonly OptionName[]>;

export function parseAddress(text: string): AddressOutcome {
  const [, name, authority = '', path = '', query = ''] = SHAPE.exec(text) ?? [];
  if (name === undefined || /[\s\p{Cc}\p{Cs}]/u.test(text)) return refuse('not-an-address');
  const parts = { authority, path, query };
  const scheme = name.toLowerCase();
  switch (scheme) {
    case 'tcp':
      return parseTcp(parts);
    case 'serial':
    case 'hid':
    case 'usb':
    case 'file':
      return parseDevice(scheme, parts);
    default:
      return refuse('unknown-scheme');
  }
}

function parseTcp({ authority, path, query }: Parts): AddressOutcome {
  const [whole, ip6, name, portText = ''] = HOST_AND_PORT.exec(authority) ?? [];
  const host = ip6 ?? name ?? '';
  if (whole === undefined || (ip6 !== undefined && !isIPv6(ip6))) return refuse('bad-host');
  if (host === '') return refuse('missing-host');
  if (portText === '') return refuse('missing-port');
  const port = Number(portText);
  if (port < 1 || port > 65_535) return refuse('bad-port');
  if (path !== '') return refuse('bad-path');
  const parsed = parseOptions(query, ['baud']);
  return parsed.ok ? { ok: true, address: { scheme: 'tcp', host, port, baud: parsed.options.baud } } : parsed;
}

function parseDevice(scheme: keyof typeof OPTIONS, parts: Parts): AddressOutcome {
  const isIdentity = IDS.test(parts.authority);
  const more: readonly OptionName[] = isIdentity ? ['at', 'interface'] : [];
  const parsed = parseOptions(parts.query, [...OPTIONS[scheme], ...more]);
  if (!parsed.ok) return parsed;
  const { options } = parsed;
  if (scheme === 'usb') {
    const target = isIdentity ? identityOf(parts, options) : refuse('missing-ids');
    return 'code' in target ? target : { ok: true, address: { scheme, target, pipes: options.pipes } };
  }
  const target = targetOf(scheme, parts, options);
  if ('code' in target) return target;
  switch (scheme) {
    case 'serial':
      return { ok: true, address: { scheme, target, baud: options.baud } };
    case 'hid': {
      const { reportId, sizeBytes, hasLength } = options;
      return { ok: true, address: { scheme, target, framing: { reportId, sizeBytes, hasLength } } };
    }
    case 'file':
      return { ok: true, address: { scheme, target } };
  }
}

function targetOf(scheme: string, parts: Parts, options: AddressOptions): DeviceTarget | Refused {
  const { authority, path } = parts;
  if (authority === '') return pathOf(path);
  if (IDS.test(authority)) {
    const identity = identityOf(parts, options);
    return 'code' in identity ? identity : { by: 'identity', ...identity };
  }
  // On Windows the port name stands where other URLs have the host: serial://COM3.
  if (scheme !== 'serial') return refuse('missing-ids');
  return WINDOWS_PORT.test(authority) && path === '' ? { by: 'path', path: authority } : refuse('bad-path');
}

function pathOf(encoded: string): DeviceTarget | Refused {
  if (encoded === '' || encoded === '/') return refuse('missing-path');
  const path = decode(encoded);
  if (path === null) return refuse('bad-path');
  // Windows has device paths that begin with two backslashes, and no others that are meant here.
  return { by: 'path', path: path.startsWith('/\\\\') ? path.slice(1) : path };
}

function identityOf({ authority, path }: Parts, { at, interface: number }: AddressOptions): UsbIdentity | Refused {
  const [vendorId = '', productId = ''] = authority.toLowerCase().split(':');
  const serialNumber = path === '' ? null : decode(path.slice(1));
  if (path !== '' && (serialNumber === null || path.includes('/', 1) || !isSerialNumber(serialNumber)))
    return refuse('bad-serial-number');
  return { vendorId, productId, serialNumber, at, interface: number };
}

/** Whether a serial number can stand in an address: USB strings hold up to 126 characters. */
export function isSerialNumber(text: string): boolean {
  return /^[^\p{Cc}\p{Cs}]{1,126}$/u.test(text) && text === text.trim();
}

/** Null for what is no percent-encoding, or hides control characters. */
function decode(encoded: string): string | null {
  try {
    const text = decodeURIComponent(encoded);
    return /\p{Cc}/u.test(text) ? null : text;
  } catch {
    return null;
  }
}

function refuse(code: AddressRefusal): Refused {
  return { ok: false, code };
}
