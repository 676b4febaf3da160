import { isIPv4, isIPv6 } from 'node:net';

/** The parts of IPv6 that one party is given to choose addresses from, by the length of their prefix. */
export type PrefixBits = 48 | 64;

const GROUPS = 8;
const GROUP_BITS = 16;
/** Everything that is no address counts as one, or a made-up word would be a fresh name each time. */
const UNKNOWN = 'unknown';

/**
 * Whom a limit counts: an IPv4 address, or the network an IPv6 address is in, since one host has all 2^64 addresses of
 * its /64 and may change at every request. An IPv4 address written as IPv6 (::ffff:192.0.2.1) is the IPv4 address.
 */
export function networkOf(address: string, bits: PrefixBits = 64): string {
  const bare = address.replace(/%.*$/, '');
  if (isIPv4(bare)) return bare;
  if (!isIPv6(bare)) return UNKNOWN;
  const groups = groupsOf(bare);
  return mappedIPv4(groups) ?? `${groups.slice(0, bits / GROUP_BITS).join(':')}::/${bits}`;
}

/** All eight groups of 16 bits, each in its shortest writing; a URL brings every spelling to one. */
function groupsOf(ipv6: string): string[] {
  const [head = '', tail] = new URL(`http://[${ipv6}]`).hostname.slice(1, -1).split('::');
  const before = head.split(':').filter(Boolean);
  const after = (tail ?? '').split(':').filter(Boolean);
  return [...before, ...Array<string>(GROUPS - before.length - after.length).fill('0'), ...after];
}

function mappedIPv4(groups: readonly string[]): string | null {
  if (groups.slice(0, 6).join(':') !== '0:0:0:0:0:ffff') return null;
  const bytes = groups.slice(6).flatMap((group) => [Number(`0x${group}`) >> 8, Number(`0x${group}`) & 0xff]);
  return bytes.join('.');
}
