import { chmod, mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createManualClock } from '../simulators/manual-clock.ts';
import type { Driver, Attachment } from './device-slot.ts';
import type { DriverFactories } from './drivers.ts';
import type { DeviceEvent, HubEvent } from './events.ts';
import type { DeviceHealth } from './health.ts';
import { createDeviceHub } from './hub.ts';

const LOST = { kind: 'lost', reason: { code: 'lost', detail: 'unplugged' } } as const;
const A = { address: 'tcp://127.0.0.1:1' };
const B = { address: 'tcp://127.0.0.1:2' };
const WELL = { answers: true, troubles: [], drawerPinHigh: false } as const;

let folder: string;
let configFile: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hub-'));
  configFile = join(folder, 'terminal', 'devices.json');
});
afterEach(() => rm(folder, { recursive: true }));

/** Drivers that do nothing but note what is asked of them; `attached` is how a test speaks for a device. */
function recordingDrivers(settleStop: () => Promise<void> = () => Promise.resolve()) {
  const calls: string[] = [];
  const attached: Record<string, Attachment<DeviceEvent>> = {};
  function driverOf<E extends DeviceEvent>(address: string, attachment: Attachment<E>): Driver {
    // A device of a test says only what its role can say.
    attached[address] = attachment as Attachment<DeviceEvent>;
    const name = address.slice(-1);
    return {
      start: () => calls.push(`start ${name}`),
      stop: async () => {
        calls.push(`stop ${name}`);
        await settleStop();
        calls.push(`stopped ${name}`);
      },
    };
  }
  const note = (what: string) => () => calls.push(what);
  const drivers: DriverFactories = {
    reader: ({ address }, attachment) => ({
      ...driverOf(address, attachment),
      wake: note(`wake ${address.slice(-1)}`),
      rest: note(`rest ${address.slice(-1)}`),
      reread: note(`reread ${address.slice(-1)}`),
    }),
    scanner: ({ address }, attachment) => ({
      ...driverOf(address, attachment),
      trigger: () => true,
      beep: () => true,
    }),
    printer: ({ address }, attachment) => ({
      ...driverOf(address, attachment),
      print: () => Promise.resolve({ kind: 'printed' }),
      status: () => Promise.resolve(WELL),
      openDrawer: () => Promise.resolve({ kind: 'sent' }),
    }),
  };
  return { drivers, calls, attached };
}

function openHub(settleStop?: () => Promise<void>) {
  const events: HubEvent[] = [];
  const clock = createManualClock();
  const recording = recordingDrivers(settleStop);
  const hub = createDeviceHub({
    configFile,
    clock,
    now: () => 1_000_000 + clock.nowMs(),
    onEvent: (event) => events.push(event),
    drivers: recording.drivers,
  });
  return { hub, clock, events, ...recording };
}

describe('the file', () => {
  test('that does not exist means a counter without devices', async () => {
    const { hub, calls } = openHub();
    expect(await hub.start()).toBe(null);
    expect(hub.health().map(({ role, state }) => `${role} ${state}`)).toEqual([
      'reader none',
      'scanner none',
      'printer none',
    ]);
    await hub.stop();
    expect(calls).toEqual([]);
  });

  test('keeps what was assigned, for its owner only, and the next start opens it', async () => {
    const first = openHub();
    await first.hub.start();
    expect(await first.hub.assign('reader', A)).toEqual({ ok: true });
    expect(await first.hub.assign('printer', { ...B, widthMm: 58 })).toEqual({ ok: true });
    expect(await first.hub.assign('camera', { label: 'USB Camera' })).toEqual({ ok: true });
    await first.hub.stop();
    expect((await stat(configFile)).mode & 0o777).toBe(0o600);

    const second = openHub();
    expect(await second.hub.start()).toBe(null);
    expect(second.calls).toEqual(['start 1', 'rest 1', 'start 2']);
    expect(second.hub.printer.widthMm()).toBe(58);
    expect(second.hub.config().roles.camera).toEqual({ label: 'USB Camera' });
    await second.hub.stop();
  });

  test.each(['{"version":1,"roles":{"reader"', '{"version":2,"roles":{}}', '{"version":1,"roles":{"oven":{}}}'])(
    'that is damaged (%s) is told, kept beside, and replaced only by an assignment',
    async (damaged) => {
      configFile = join(folder, 'devices.json');
      await writeFile(configFile, damaged);
      const { hub } = openHub();
      expect(await hub.start()).toEqual({ code: 'config-damaged', keptAs: `${configFile}.damaged` });
      expect(await readFile(configFile, 'utf8')).toBe(damaged);
      expect(await hub.assign('reader', A)).toEqual({ ok: true });
      expect(JSON.parse(await readFile(configFile, 'utf8'))).toEqual({ version: 1, roles: { reader: A } });
      expect(await readFile(`${configFile}.damaged`, 'utf8')).toBe(damaged);
      await hub.stop();
    },
  );

  test('that cannot be read is told, and nothing is assigned over it', async () => {
    configFile = folder;
    const { hub } = openHub();
    expect(await hub.start()).toEqual({ code: 'config-unreadable', detail: 'EISDIR' });
    expect(await hub.assign('reader', A)).toEqual({ ok: false, code: 'config-unreadable', detail: 'EISDIR' });
    await hub.stop();
  });

  test('that cannot be written leaves everything as it was', async () => {
    await writeFile(join(folder, 'terminal'), 'a file where the folder should be');
    const { hub, calls } = openHub();
    expect(await hub.start()).toEqual({ code: 'config-unreadable', detail: 'ENOTDIR' });
    await rm(join(folder, 'terminal'));
    const later = openHub();
    await later.hub.start();
    await writeFile(join(folder, 'terminal'), 'a file where the folder should be');
    expect(await later.hub.assign('reader', A)).toMatchObject({ ok: false, code: 'not-written' });
    expect(later.hub.config().roles).toEqual({});
    expect([...calls, ...later.calls]).toEqual([]);
    await Promise.all([hub.stop(), later.hub.stop()]);
  });
});

describe('an assignment', () => {
  test('stops the old driver to the end before the new one opens; wishes hold for the new one', async () => {
    const { hub, calls } = openHub();
    await hub.start();
    hub.reader.wake();
    await hub.assign('reader', A);
    await hub.assign('reader', B);
    await hub.assign('reader', null);
    await hub.stop();
    expect(calls).toEqual(['start 1', 'wake 1', 'stop 1', 'stopped 1', 'start 2', 'wake 2', 'stop 2', 'stopped 2']);
  });

  test('waits for the one before it, and the end waits for both', async () => {
    let release = (): void => undefined;
    const gate = new Promise<void>((done) => (release = done));
    const { hub, calls } = openHub(() => gate);
    await hub.start();
    await hub.assign('reader', A);
    const second = hub.assign('reader', B);
    const stopped = hub.stop();
    release();
    await stopped;
    expect(await second).toEqual({ ok: false, code: 'stopped', detail: '' });
    expect(calls).toEqual(['start 1', 'rest 1', 'stop 1', 'stopped 1']);
  });

  test.each([
    ['the same address', 'tcp://127.0.0.1:1'],
    ['the same address with other settings', 'tcp://127.0.0.1:1?baud=9600'],
  ])('of %s to a second role is refused', async (_what, address) => {
    const { hub } = openHub();
    await hub.start();
    await hub.assign('reader', A);
    expect(await hub.assign('scanner', { address })).toEqual({ ok: false, code: 'address-taken', detail: 'reader' });
    expect(await hub.assign('reader', A)).toEqual({ ok: true });
    await hub.stop();
  });

  test('of one port by two of its names is refused', async () => {
    const link = join(folder, 'by-id');
    await symlink(join(folder, 'ttyUSB0'), link);
    await writeFile(join(folder, 'ttyUSB0'), '');
    const { hub } = openHub();
    await hub.start();
    await hub.assign('reader', { address: `serial://${folder}/ttyUSB0` });
    const outcome = await hub.assign('printer', { address: `serial://${link}`, widthMm: 80 });
    expect(outcome).toEqual({ ok: false, code: 'address-taken', detail: 'reader' });
    await hub.stop();
  });

  test('of a scanner with a protocol that is not spoken there is refused', async () => {
    const { hub } = openHub();
    await hub.start();
    expect(await hub.assign('scanner', { ...A, protocol: 'hid-pos' })).toMatchObject({ ok: false, code: 'bad-entry' });
    await hub.stop();
  });

  test('of something that is no address is refused, and nothing is written', async () => {
    const { hub } = openHub();
    await hub.start();
    expect(await hub.assign('reader', { address: 'usb' })).toEqual({
      ok: false,
      code: 'bad-entry',
      detail: 'roles.reader.address',
    });
    await expect(stat(configFile)).rejects.toThrow('ENOENT');
    await hub.stop();
  });
});

describe('events', () => {
  test('go to whoever is at work, who is told first what is ready and what is lost', async () => {
    const { hub, events, attached } = openHub();
    await hub.start();
    await hub.assign('reader', A);
    await hub.assign('scanner', B);
    attached[A.address]?.onEvent({ kind: 'ready', samId: null });
    attached[A.address]?.onEvent({ kind: 'card-found' });
    attached[B.address]?.onEvent(LOST);
    expect(events.map(({ role, event }) => `${role} ${event.kind}`)).toEqual([
      'reader ready',
      'reader card-found',
      'scanner lost',
    ]);
    const wizard: HubEvent[] = [];
    hub.tellTo((event) => wizard.push(event));
    attached[A.address]?.onEvent({ kind: 'card-removed' });
    expect(events.length).toBe(3);
    expect(wizard.map(({ role, event }) => `${role} ${event.kind}`)).toEqual([
      'reader ready',
      'scanner lost',
      'reader card-removed',
    ]);
    await hub.stop();
    attached[A.address]?.onEvent(LOST);
    expect(wizard.length).toBe(3);
  });

  test('tell that a device is gone when its role is taken away', async () => {
    const { hub, events, attached } = openHub();
    await hub.start();
    await hub.assign('scanner', A);
    attached[A.address]?.onEvent({ kind: 'ready' });
    await hub.assign('scanner', null);
    const gone = { kind: 'lost', reason: { code: 'cancelled', detail: 'no longer assigned' } };
    expect(events.at(-1)).toEqual({ role: 'scanner', event: gone });
    await hub.stop();
  });
});

describe('a counter without a printer', () => {
  test('says so to whoever prints', async () => {
    const { hub } = openHub();
    await hub.start();
    const link = { code: 'port-missing', detail: 'no printer is assigned' };
    expect(await hub.printer.print({ blocks: [] })).toEqual({ kind: 'failed', troubles: [], link });
    expect(await hub.printer.status()).toEqual({ answers: false });
    expect([hub.scanner.trigger(true), hub.printer.widthMm()]).toEqual([false, null]);
    await hub.stop();
  });
});

describe('health', () => {
  test('is told at once when the state changes, and else once a second', async () => {
    const { hub, clock, attached } = openHub();
    const told: DeviceHealth[] = [];
    await hub.start();
    const unwatch = hub.watchHealth((health) => told.push(health));
    await hub.assign('reader', A);
    const device = attached[A.address];
    expect(told.map(({ state }) => state)).toEqual(['connecting']);
    device?.onEvent({ kind: 'ready', samId: null });
    expect(told.map(({ state }) => state)).toEqual(['connecting', 'ready']);
    for (let second = 0; second < 3; second += 1) {
      for (let exchange = 0; exchange < 100; exchange += 1) device?.meter.good();
      device?.meter.fault('bad-checksum');
      await clock.advance(1000);
    }
    expect(told.length).toBe(5);
    expect(told.at(-1)).toMatchObject({ faults: { 'bad-checksum': 3 }, lastGoodAt: 1_002_000 });
    unwatch();
    device?.onEvent(LOST);
    expect(told.length).toBe(5);
    expect(hub.health()[0]).toMatchObject({ state: 'lost', reason: LOST.reason, losses: 1, since: 1_003_000 });
    await hub.stop();
  });

  test('holds what a device says of itself and of its paper, until another takes its place', async () => {
    const { hub, attached } = openHub();
    await hub.start();
    await hub.assign('printer', { ...A, widthMm: 80 });
    attached[A.address]?.onEvent({ kind: 'ready', status: WELL });
    attached[A.address]?.meter.identity({ maker: 'Example' });
    attached[A.address]?.meter.identity({ model: 'P80' });
    const status = { answers: true, troubles: ['paper-end'], drawerPinHigh: false } as const;
    attached[A.address]?.onEvent({ kind: 'status', status });
    expect(hub.health()[2]).toMatchObject({ identity: { maker: 'Example', model: 'P80' }, printer: status });
    await hub.assign('printer', { ...B, widthMm: 80 });
    expect(hub.health()[2]).toMatchObject({ state: 'connecting', identity: {}, printer: null, losses: 0 });
    await hub.stop();
  });
});

test('a file that others could read is written anew for its owner only', async () => {
  configFile = join(folder, 'devices.json');
  await writeFile(configFile, '{"version":1,"roles":{}}');
  await chmod(configFile, 0o644);
  const { hub } = openHub();
  await hub.start();
  await hub.assign('reader', A);
  expect((await stat(configFile)).mode & 0o777).toBe(0o600);
  await hub.stop();
});
