/** The hub with its real drivers and simulated devices on TCP. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createReaderSimulator } from '../simulators/card-reader-simulator.ts';
import { SANDBOX_CARDS } from '../simulators/people.ts';
import { createPrinterSimulator } from '../simulators/printer-simulator.ts';
import { createScannerSimulator } from '../simulators/scanner-simulator.ts';
import { hostOnTcp } from '../simulators/tcp-host.ts';
import { createRecorder } from '../testing/recorder.ts';
import type { DeviceEvent } from './events.ts';
import { createDeviceHub } from './hub.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hub-wire-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('three devices are assigned, work, go and come back, and another reader takes over', async () => {
  const reader = createReaderSimulator();
  const scanner = createScannerSimulator();
  const hosts = {
    reader: await hostOnTcp(reader, 0),
    spare: await hostOnTcp(createReaderSimulator(), 0),
    scanner: await hostOnTcp(scanner, 0),
    printer: await hostOnTcp(createPrinterSimulator(), 0),
  };
  const heard = {
    reader: createRecorder<DeviceEvent>(),
    scanner: createRecorder<DeviceEvent>(),
    printer: createRecorder<DeviceEvent>(),
  };
  const hub = createDeviceHub({
    configFile: join(folder, 'devices.json'),
    onEvent: ({ role, event }) => heard[role].record(event),
  });
  await hub.start();
  await hub.assign('reader', { address: hosts.reader.address });
  await hub.assign('scanner', { address: hosts.scanner.address });
  await hub.assign('printer', { address: hosts.printer.address, widthMm: 80 });
  await Promise.all([heard.reader.next('ready'), heard.scanner.next('ready'), heard.printer.next('ready')]);

  hub.reader.wake();
  const [card] = SANDBOX_CARDS;
  if (card === undefined) throw new Error('the sandbox has people');
  reader.put(card);
  expect((await heard.reader.next('card-read')).record.name).toBe(card.name);
  scanner.scan('6901234567892');
  expect((await heard.scanner.next('scan')).scan.text).toBe('6901234567892');
  expect(await hub.printer.print({ blocks: [{ kind: 'rule' }] })).toEqual({ kind: 'printed' });

  await hosts.reader.unplug();
  await heard.reader.next('lost');
  expect(hub.health()[0]).toMatchObject({ state: 'lost', losses: 1 });
  await hosts.reader.plug();
  await heard.reader.next('ready');
  const [health] = hub.health();
  expect(health).toMatchObject({ state: 'ready', identity: { baud: 115200 }, reason: null });
  expect(health?.lastGoodAt).toBeGreaterThan(Date.now() - 60_000);

  await hub.assign('reader', { address: hosts.spare.address });
  await heard.reader.next('lost');
  await heard.reader.next('ready');
  expect(hub.health()[0]).toMatchObject({ address: hosts.spare.address, losses: 0 });
  await hub.stop();
  await Promise.all(Object.values(hosts).map((host) => host.unplug()));
});
