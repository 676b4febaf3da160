import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { guessRole } from './guess.ts';

const ids = (text: string) => {
  const [vendorId = '', productId = ''] = text.split(':');
  return { vendorId, productId };
};

// Protocols 1.13 and 2.12.
const READERS = ['0400:c35a', '0316:5020', '10c4:8a1b', '2015:0008', '9573:4836'];
const SCANNERS = '0c2e 23d0 05e0 05f9 1eab 2dd6 324f 27dd 067e 1fbb'.split(' ');

test.each([
  ...READERS.map((id) => [id, 'usb', 'reader'] as const),
  ...SCANNERS.map((vendor) => [`${vendor}:1234`, 'serial', 'scanner'] as const),
  ['28e9:018a', 'serial', 'scanner'] as const,
  ['28e9:0289', 'serial', null] as const,
  // Bridges say nothing of what is behind them.
  ['1a86:7523', 'serial', null] as const,
  ['10c4:ea60', 'serial', null] as const,
  ['067b:2303', 'serial', null] as const,
  ['0416:5011', 'printer', 'printer'] as const,
])('%s on %s is likely a %s', (id, kind, guess) => {
  expect(guessRole({ ...ids(id), kind, usage: null })).toBe(guess);
});

test('a device that says it is a scanner is one, whoever made it', () => {
  expect(guessRole({ ...ids('ffff:0001'), kind: 'hid', usage: { page: 0x8c, usage: 2 } })).toBe('scanner');
  expect(guessRole({ ...ids('ffff:0001'), kind: 'hid', usage: { page: 0x8e, usage: 1 } })).toBeNull();
  expect(guessRole({ vendorId: null, productId: null, kind: 'serial', usage: null })).toBeNull();
});

const rules = readFileSync(new URL('../udev/70-zhanggui.rules', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'));

test('the udev rules open every device that is guessed, and none without a vendor', () => {
  const open = rules.filter((line) => line.includes('MODE='));
  for (const id of READERS) {
    const { vendorId, productId } = ids(id);
    const own = open.filter((line) => line.includes(`=="${vendorId}"`) && line.includes(`=="${productId}"`));
    expect(own.map((line) => line.split(',')[0])).toEqual(['SUBSYSTEM=="usb"', 'KERNEL=="hidraw*"']);
  }
  for (const vendor of SCANNERS)
    expect(open.some((line) => line.startsWith(`KERNEL=="hidraw*", ATTRS{idVendor}=="${vendor}"`))).toBe(true);
  for (const line of rules) expect(line).toMatch(/ATTRS?\{idVendor\}=="[0-9a-f]{4}"/);
});
