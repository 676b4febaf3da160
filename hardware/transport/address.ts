/** Device addresses are URLs: `serial:///dev/ttyUSB0?baud=115200`, `serial://COM3`, `tcp://host:port`. */

// Unlike decodeURIComponent it never throws on a stray percent sign.
import { unescape } from 'node:querystring';

export type Address =
  | { readonly scheme: 'serial'; readonly path: string; readonly baud: number }
  | { readonly scheme: 'tcp'; readonly host: string; readonly port: number; readonly baud: number };

export type AddressRefusal =
  | 'not-an-address'
  | 'unknown-scheme'
  | 'missing-path'
  | 'missing-host'
  | 'missing-port'
  | 'bad-port'
  | 'bad-baud'
  | 'unknown-option';

export type AddressOutcome =
  { readonly ok: true; readonly address: Address } | { readonly ok: false; readonly code: AddressRefusal };

/** Default of the modules (GA/T 467). Behind `tcp` it is the rate of the far serial side, for time limits only. */
const BAUD_DEFAULT = 115200;
const BAUD_MIN = 300;
const BAUD_MAX = 4_000_000;

export function parseAddress(text: string): AddressOutcome {
  const url = URL.parse(text);
  if (url === null) return refuse('not-an-address');
  const known = url.protocol === 'serial:' || url.protocol === 'tcp:';
  if (!known) return refuse('unknown-scheme');
  if ([...url.searchParams.keys()].some((key) => key !== 'baud')) return refuse('unknown-option');
  const baud = parseBaud(url.searchParams.get('baud'));
  if (baud === null) return refuse('bad-baud');
  return url.protocol === 'serial:' ? parseSerial(url, baud) : parseTcp(url, baud);
}

function parseSerial(url: URL, baud: number): AddressOutcome {
  // On Windows the port name stands where other URLs have the host: serial://COM3.
  const path = unescape(url.hostname + url.pathname);
  if (path === '' || path === '/') return refuse('missing-path');
  return { ok: true, address: { scheme: 'serial', path, baud } };
}

function parseTcp(url: URL, baud: number): AddressOutcome {
  if (url.hostname === '') return refuse('missing-host');
  if (url.port === '') return refuse('missing-port');
  const port = Number(url.port);
  if (port === 0) return refuse('bad-port');
  const host = url.hostname.replace(/^\[|\]$/g, '');
  return { ok: true, address: { scheme: 'tcp', host, port, baud } };
}

function parseBaud(text: string | null): number | null {
  if (text === null) return BAUD_DEFAULT;
  if (!/^\d{3,7}$/.test(text)) return null;
  const baud = Number(text);
  return baud >= BAUD_MIN && baud <= BAUD_MAX ? baud : null;
}

function refuse(code: AddressRefusal): AddressOutcome {
  return { ok: false, code };
}
