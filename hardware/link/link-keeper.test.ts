import { expect, test } from 'vitest';
import { createManualClock } from '../simulators/manual-clock.ts';
import { createMemoryWire } from '../simulators/memory-wire.ts';
import { createScannerSimulator } from '../simulators/scanner-simulator.ts';
import { createFakeHid } from '../testing/fake-hid.ts';
import { hidTransport } from '../transport/hid/hid.ts';
import type { HidLink, LinkErrorCode } from '../transport/transport.ts';
import { backOffMs } from './back-off.ts';
import { keepLink } from './link-keeper.ts';

test('the wait grows 0.5, 1, 2, 5 and stays at 10 seconds', () => {
  const waits = [1, 2, 3, 4, 5, 6, 1000].map((failures) => backOffMs(failures, 'silent'));
  expect(waits).toEqual([500, 1000, 2000, 5000, 10_000, 10_000, 10_000]);
});

test('a device that is simply not there, or comes and goes, is looked for every half second', () => {
  const codes = ['port-missing', 'refused', 'lost'] as const;
  for (const code of codes)
    expect([1, 2, 3, 100].map((failures) => backOffMs(failures, code))).toEqual(Array(4).fill(500));
});

function watched(absentCode: LinkErrorCode, { hasPresence = true } = {}) {
  const clock = createManualClock();
  const device = createScannerSimulator({ clock });
  const wire = createMemoryWire({ device, absentCode });
  const log: string[] = [];
  const { presence: _, ...withoutPresence } = wire;
  const keeper = keepLink({
    transport: hasPresence ? wire : withoutPresence,
    clock,
    onOpen: () => log.push(`open ${clock.nowMs()}`),
    onData: (bytes) => log.push(`data ${bytes.length}`),
    onClosed: ({ code }, isNews) => log.push(`${isNews ? 'news' : 'still'} ${code} ${clock.nowMs()}`),
  });
  return { clock, wire, keeper, log, device };
}

test('openings are tried for ever, and only the first failure is news', async () => {
  const { clock, wire, keeper, log } = watched('port-busy');
  wire.unplug();
  keeper.start();
  await clock.advance(30_000);
  expect(log).toEqual([
    'news port-busy 0',
    'still port-busy 500',
    'still port-busy 1500',
    'still port-busy 3500',
    'still port-busy 8500',
    'still port-busy 18500',
    'still port-busy 28500',
  ]);
  await keeper.stop();
});

test('a device that is plugged in again is opened at once, however long the wait was to be', async () => {
  const { clock, wire, keeper, log } = watched('port-busy');
  wire.unplug();
  keeper.start();
  await clock.advance(30_000);
  wire.plug();
  await clock.advance(10_000);
  expect(log.at(-1)).toBe('open 30500');
  await keeper.stop();
});

test('where only an opening tells that a device is back, the wait is waited out', async () => {
  const { clock, wire, keeper, log } = watched('port-busy', { hasPresence: false });
  wire.unplug();
  keeper.start();
  await clock.advance(30_000);
  wire.plug();
  await clock.advance(10_000);
  expect(log.at(-1)).toBe('open 38500');
  await keeper.stop();
});

test('after stop nobody looks any more whether a device is back', async () => {
  const { clock, wire, keeper, log } = watched('port-busy');
  wire.unplug();
  keeper.start();
  await clock.advance(30_000);
  await keeper.stop();
  wire.plug();
  const before = log.length;
  await clock.advance(60_000);
  expect(log.length).toBe(before);
});

test('a device that opens but never answers does not begin the back-off anew', async () => {
  const { clock, keeper, log } = watched('port-missing');
  keeper.start();
  for (const waitMs of [0, 500, 1000, 2000]) {
    await clock.advance(waitMs);
    keeper.fail({ code: 'silent', detail: '' });
  }
  expect(log).toEqual([
    'open 0',
    'news silent 0',
    'open 500',
    'still silent 500',
    'open 1500',
    'still silent 1500',
    'open 3500',
    'still silent 3500',
  ]);
  await keeper.stop();
});

test('a device that has come back but cannot be opened yet is tried again soon', async () => {
  const clock = createManualClock();
  let code: LinkErrorCode = 'port-missing';
  const log: string[] = [];
  const keeper = keepLink({
    transport: { open: () => Promise.resolve({ ok: false, error: { code, detail: '' } }) },
    clock,
    onOpen: () => undefined,
    onData: () => undefined,
    onClosed: (reason) => log.push(`${reason.code} ${clock.nowMs()}`),
  });
  keeper.start();
  await clock.advance(20_000);
  // Udev gives the permissions about a second after the arrival (protocols 5.3).
  code = 'permission';
  log.length = 0;
  await clock.advance(4000);
  expect(log).toEqual(['permission 20500', 'permission 21000', 'permission 22000', 'permission 24000']);
  await keeper.stop();
});

test('a confirmed link that is lost is news again, after the shortest wait', async () => {
  const { clock, wire, keeper, log } = watched('port-missing');
  keeper.start();
  for (let outage = 0; outage < 2; outage += 1) {
    await clock.advance(500);
    keeper.confirm();
    wire.unplug();
    wire.plug();
  }
  await clock.advance(500);
  expect(log).toEqual(['open 0', 'news lost 500', 'open 1000', 'news lost 1000', 'open 1500']);
  await keeper.stop();
});

test('data of a link that was given up is not passed on', async () => {
  const { clock, keeper, log, device } = watched('port-missing');
  keeper.start();
  await clock.advance(0);
  device.scan('A', '');
  keeper.fail({ code: 'silent', detail: '' });
  device.scan('B', '');
  await clock.advance(100);
  expect(log).toEqual(['open 0', 'data 1', 'news silent 0']);
  await keeper.stop();
});

test('after stop nothing is opened and nothing told', async () => {
  const { clock, wire, keeper, log } = watched('port-missing');
  wire.unplug();
  keeper.start();
  await clock.advance(100);
  await keeper.stop();
  wire.plug();
  await clock.advance(60_000);
  expect(log).toEqual(['news port-missing 0']);
});

test('stop closes a link whose opening was still under way', async () => {
  const { clock, keeper, log, device } = watched('port-missing');
  keeper.start();
  await keeper.stop();
  await clock.advance(60_000);
  expect(log).toEqual([]);
  expect(device.scan('A')).toBe(0);
});

test('a link of another kind is kept in the same way', async () => {
  const clock = createManualClock();
  const hid = createFakeHid({ path: `/dev/hidraw-kept-${process.pid}` });
  const find = () => Promise.resolve({ ok: true, path: '' } as const);
  const log: string[] = [];
  const opened = Promise.withResolvers<HidLink>();
  const keeper = keepLink({
    transport: hidTransport(find, clock, hid.system),
    clock,
    onOpen: opened.resolve,
    onData: (report) => log.push(report.join(' ')),
    onClosed: ({ code }) => log.push(code),
  });
  keeper.start();
  const link = await opened.promise;
  expect(await link.write(Uint8Array.of(4, 4))).toBe(true);
  hid.send([2, 0]);
  hid.unplug();
  expect(log).toEqual(['2 0', 'lost']);
  await keeper.stop();
});
