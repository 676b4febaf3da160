/**
 * Whose pages may make a browser send us something that changes state. Programs (terminals, curl) send no Origin;
 * they carry no cookie a page could ride on either.
 */
export interface Asked {
  method: string;
  origin: string | undefined;
  /** The Sec-Fetch-Site header, which a page can't forge. */
  fetchSite: string | undefined;
}

const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]'];
const READING = new Set(['GET', 'HEAD', 'OPTIONS']);

/** The public origin, and for one on this machine the other names of this machine. */
export function ownOrigins(publicUrl: string): ReadonlySet<string> {
  const url = new URL(publicUrl);
  if (!LOOPBACK.includes(url.hostname)) return new Set([url.origin]);
  const port = url.port === '' ? '' : `:${url.port}`;
  return new Set(LOOPBACK.map((host) => `${url.protocol}//${host}${port}`));
}

export function isOriginAllowed(asked: Asked, own: ReadonlySet<string>): boolean {
  if (READING.has(asked.method)) return true;
  if (asked.origin !== undefined) return own.has(asked.origin);
  return asked.fetchSite === undefined || asked.fetchSite === 'same-origin' || asked.fetchSite === 'none';
}

/** True for the far end of a connection that comes from this machine. */
export function isLoopbackAddress(address: string | undefined): boolean {
  const ip = (address ?? '').replace(/^::ffff:/, '');
  return ip === '::1' || /^127\.\d+\.\d+\.\d+$/.test(ip);
}

/** True for a Host header that names this machine: a page that points its own name at 127.0.0.1 sends that name. */
export function isLoopbackHost(host: string | undefined): boolean {
  const name = (host ?? '').replace(/:\d+$/, '');
  return LOOPBACK.includes(name);
}
