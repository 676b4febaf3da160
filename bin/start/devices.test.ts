import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readConfig } from './config.ts';
import { prepareDevices } from './devices.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'zhanggui-devices-'));
});
afterEach(() => rm(folder, { recursive: true }));

const start = (env: Record<string, string>) => prepareDevices(folder, readConfig(env));
const kept = async (): Promise<unknown> => JSON.parse(await readFile(join(folder, 'devices.json'), 'utf8'));

test('the first start writes the simulators into the file', async () => {
  expect(await start({})).toEqual({
    file: join(folder, 'devices.json'),
    addresses: { reader: 'tcp://127.0.0.1:4201', scanner: 'tcp://127.0.0.1:4202', printer: 'tcp://127.0.0.1:4204' },
    simulated: true,
  });
  expect(await kept()).toEqual({
    version: 1,
    roles: {
      reader: { address: 'tcp://127.0.0.1:4201' },
      scanner: { address: 'tcp://127.0.0.1:4202' },
      printer: { address: 'tcp://127.0.0.1:4204', widthMm: 80 },
    },
  });
});

test('a simulator that moves to another port is followed there', async () => {
  await start({});
  const { addresses } = await start({ READER_PORT: '5201' });
  expect([addresses.reader, addresses.scanner]).toEqual(['tcp://127.0.0.1:5201', 'tcp://127.0.0.1:4202']);
});

test('a device that was given once stays, and needs no simulator', async () => {
  await start({});
  const devices = { READER: 'serial:///dev/ttyUSB0', SCANNER: 'serial:///dev/ttyACM0', PRINTER: 'tcp://10.0.0.9:9100' };
  await start(devices);
  const { addresses, simulated } = await start({});
  expect(addresses).toEqual({
    reader: 'serial:///dev/ttyUSB0',
    scanner: 'serial:///dev/ttyACM0',
    printer: 'tcp://10.0.0.9:9100',
  });
  expect(simulated).toBe(false);
});

test('what the technician assigned, took away or set stays as it is', async () => {
  await start({});
  const roles = {
    reader: { address: 'tcp://127.0.0.1:4201' },
    scanner: { address: 'serial:///dev/ttyACM0', protocol: 'newland' },
    camera: { label: 'USB Camera' },
  };
  await writeFile(join(folder, 'devices.json'), JSON.stringify({ version: 1, roles }));
  const { addresses, simulated } = await start({ READER_PORT: '5201' });
  expect(await kept()).toEqual({ version: 1, roles: { ...roles, reader: { address: 'tcp://127.0.0.1:5201' } } });
  expect([addresses.printer, simulated]).toEqual([null, true]);
});

test('a damaged file is left to the technician', async () => {
  await writeFile(join(folder, 'devices.json'), '{');
  expect((await start({})).addresses).toEqual({ reader: null, scanner: null, printer: null });
  expect(await readFile(join(folder, 'devices.json'), 'utf8')).toBe('{');
});
