import { expect, test } from 'vitest';
import { inRoot } from '../paths.ts';
import { Problem } from '../problem.ts';
import { portsOf, readConfig } from './config.ts';

test('without any variable everything has its default place', () => {
  const config = readConfig({});
  expect(config).toMatchObject({
    dataDir: inRoot('.data'),
    serverPort: 4000,
    printerPort: 4204,
    devices: { reader: undefined, scanner: undefined, printer: undefined },
    databaseUrl: undefined,
  });
});

test('an empty variable counts as not set', () => {
  expect(readConfig({ SERVER_PORT: '', DATABASE_URL: '' }).serverPort).toBe(4000);
});

test('without simulators their ports stay free', () => {
  const config = readConfig({ READER: 'serial:///dev/ttyUSB0?baud=115200', SCANNER: 'serial:///dev/ttyACM0' });
  expect(portsOf(config, false).map(({ variable }) => variable)).toEqual(['SERVER_PORT', 'AGENT_PORT']);
  expect(config.devices).toMatchObject({ reader: 'serial:///dev/ttyUSB0?baud=115200', printer: undefined });
});

test.each([
  [{ SERVER_PORT: 'http' }, 'SERVER_PORT'],
  [{ AGENT_PORT: '70000' }, 'AGENT_PORT'],
  [{ PRINTER: 'lp0' }, 'PRINTER'],
  [{ DATABASE_URL: 'mysql://localhost/x' }, 'DATABASE_URL'],
])('a wrong value is named: %o', (env, name) => {
  expect(() => readConfig(env)).toThrow(Problem);
  expect(() => readConfig(env)).toThrow(name);
});
