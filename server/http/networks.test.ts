import { expect, test } from 'vitest';
import { networkOf } from './networks.ts';

test.each([
  ['192.0.2.1', '192.0.2.1'],
  ['::ffff:192.0.2.1', '192.0.2.1'],
  ['0:0:0:0:0:FFFF:c000:0201', '192.0.2.1'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:0DB8:0001:0002::1', '2001:db8:1:2::/64'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['', 'unknown'],
  ['192.0.2.1:80', 'unknown'],
  ['no address', 'unknown'],
])('%j is counted as %s', (address, network) => {
  expect(networkOf(address)).toBe(network);
});

test('a /48 holds all its /64', () => {
  expect(networkOf('2001:db8:1:2::1', 48)).toBe('2001:db8:1::/48');
  expect(networkOf('2001:db8:1:ffff::1', 48)).toBe('2001:db8:1::/48');
  expect(networkOf('::ffff:192.0.2.1', 48)).toBe('192.0.2.1');
});
