import { expect, test } from 'vitest';
import type { SimulatedDevice } from '../../simulators/device.ts';
import { createManualClock } from '../../simulators/manual-clock.ts';
import type { SsiSimulatorOptions } from '../../simulators/scanners/ssi-simulator.ts';
import { createSsiSimulator } from '../../simulators/scanners/ssi-simulator.ts';
import { bytesOf } from '../../testing/byte-pieces.ts';
import { scannerOn } from '../../testing/scanner-counter.ts';

const scan = (text: string, symbology: string | null = ']Q1') => ({ kind: 'scan', scan: { text, symbology } });
const ACK = 0xd0;
const NAK = 0xd1;

async function atCounter(options: SsiSimulatorOptions = {}) {
  const clock = createManualClock();
  const simulator = createSsiSimulator({ clock, ...options });
  return { clock, simulator, ...(await scannerOn({ clock, device: simulator, protocol: 'ssi' })) };
}

/** Opened, and all questions of the opening answered. */
async function ready(options: SsiSimulatorOptions = {}) {
  const counter = await atCounter(options);
  await counter.clock.advance(1000);
  return { ...counter, before: counter.simulator.heard.length };
}

test('opening asks for the revision, then for packets, for as long as the scanner has power', async () => {
  const { simulator, identity, counted, events } = await ready();
  expect(simulator.heard).toEqual([0xa3, ACK, 0xc6]);
  expect(simulator.isPacketed()).toBe(true);
  simulator.powerCycle();
  expect(simulator.isPacketed()).toBe(false);
  expect(identity).toEqual({ firmware: 'SIM-00001 A00' });
  expect(counted).toEqual(['good', 'good']);
  expect(events).toEqual([{ kind: 'ready' }]);
});

test('scans are acknowledged and tell their symbology', async () => {
  const { clock, simulator, events, before } = await ready();
  simulator.scan('6901234567892', { symbology: ']E0' });
  await clock.advance(500);
  simulator.scan('https://example.cn/商品');
  await clock.advance(500);
  expect(events.slice(1)).toEqual([scan('6901234567892', ']E0'), scan('https://example.cn/商品')]);
  expect(simulator.heard.slice(before)).toEqual([ACK, ACK]);
});

test('an identifier that the scanner puts in front says more than the code type, and is no part of the text', async () => {
  const { clock, simulator, events } = await ready();
  simulator.scan(']C10106901234567892', { symbology: ']C0' });
  await clock.advance(500);
  expect(events.slice(1)).toEqual([scan('0106901234567892', ']C1')]);
});

test('a damaged packet is asked for again and told once', async () => {
  const { clock, simulator, events, counted, before } = await ready();
  simulator.damageNext();
  simulator.scan('A');
  await clock.advance(500);
  expect(events.slice(1)).toEqual([scan('A')]);
  expect(simulator.heard.slice(before)).toEqual([NAK, ACK]);
  expect(counted.slice(2)).toEqual(['bad-checksum', 'good']);
});

test('a code that is read again later is told again, though its first sending was damaged', async () => {
  const { clock, simulator, events } = await ready();
  simulator.scan('A');
  await clock.advance(5000);
  simulator.damageNext();
  simulator.scan('A');
  await clock.advance(5000);
  expect(events.slice(1)).toEqual([scan('A'), scan('A')]);
});

test('half a packet is given up after 200 ms, and what is sent again is good', async () => {
  const clock = createManualClock();
  let send = (_bytes: Uint8Array): void => undefined;
  const device: SimulatedDevice = {
    connect: (to) => {
      send = to;
      return { receive: () => undefined, end: () => undefined };
    },
    powerCycle: () => undefined,
  };
  const { events, counted } = await scannerOn({ clock, device, protocol: 'ssi' });
  send(bytesOf('12 F3 00 00 0B 36 39 30'));
  await clock.advance(199);
  expect(counted).toEqual([]);
  await clock.advance(1);
  expect(counted).toEqual(['noise']);
  send(bytesOf('12 F3 00 01 0B 36 39 30 31 32 33 34 35 36 37 38 39 32 FC 41'));
  expect(events.slice(1)).toEqual([scan('6901234567892', ']E0')]);
});

test.each(['continued', 'segments'] as const)('a long text comes %s and whole', async (long) => {
  const { clock, simulator, events, before } = await ready({ long });
  const text = 'https://example.cn/'.padEnd(2900, '商品0123456789');
  simulator.scan(text);
  await clock.advance(5000);
  expect(events.slice(1)).toEqual([scan(text)]);
  const answers = simulator.heard.slice(before);
  expect(answers.at(-1)).toBe(ACK);
  expect(new Set(answers)).toEqual(new Set(long === 'segments' ? [0x74, ACK] : [ACK]));
});

test('that nothing was read is acknowledged and not told', async () => {
  const { clock, simulator, events, before } = await ready();
  simulator.readNothing();
  await clock.advance(500);
  expect(events).toEqual([{ kind: 'ready' }]);
  expect(simulator.heard.slice(before)).toEqual([ACK]);
});

test('trigger and beeps', async () => {
  const { clock, simulator, scanner, events, before } = await ready();
  simulator.lay('A');
  expect([scanner.trigger(true), scanner.beep('good'), scanner.beep('error'), scanner.trigger(false)]).toEqual([
    true,
    true,
    true,
    true,
  ]);
  await clock.advance(1000);
  expect(events.slice(1)).toEqual([scan('A')]);
  expect(simulator.heard.slice(before).filter((opcode) => opcode !== ACK)).toEqual([0xe4, 0xe6, 0xe6, 0xe5]);
});

test('a scanner that does not answer is asked three times; then its silence is counted', async () => {
  const { clock, simulator, counted } = await atCounter({ isDeaf: true, isPacketed: true });
  await clock.advance(11_999);
  expect(counted).toEqual(['silent']);
  await clock.advance(1);
  expect(counted).toEqual(['silent', 'silent']);
  expect(simulator.heard).toEqual([0xa3, 0xa3, 0xa3, 0xc6, 0xc6, 0xc6]);
});

test('a scanner that lost its power behind its bridge sends bare text, and is asked for packets again', async () => {
  const { clock, simulator, events, counted } = await ready();
  simulator.powerCycle();
  simulator.scan('A');
  await clock.advance(1000);
  expect(simulator.isPacketed()).toBe(true);
  simulator.scan('B');
  await clock.advance(1000);
  expect(events.slice(1)).toEqual([scan('B')]);
  expect(counted.slice(2)).toEqual(['noise', 'good', 'good']);
});

test('an outage in the middle of a long text leaves nothing behind', async () => {
  const { clock, simulator, events, unplug, plug } = await ready();
  simulator.scan('x'.repeat(600));
  await clock.advance(3);
  unplug();
  plug();
  await clock.advance(2000);
  simulator.scan('B');
  await clock.advance(1000);
  expect(events.slice(1)).toEqual([
    { kind: 'lost', reason: { code: 'lost', detail: 'unplugged' } },
    { kind: 'ready' },
    scan('B'),
  ]);
});
