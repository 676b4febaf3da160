import { expect, test } from 'vitest';
import { inRoot } from '../paths.ts';
import { Problem } from '../problem.ts';
import { portsOf, readConfig } from './config.ts';

test('without any variable everything has its default place', () => {
  const config = readConfig({});
  expect(config).toMatchObject({
    dataDir: inRoot('.data'),
    serverPort: 4000,
    reader: 'tcp://127.0.0.1:4201',
    scanner: 'tcp://127.0.0.1:4202',
    simulators: true,
    databaseUrl: undefined,
  });
});

test('an empty variable counts as not set', () => {
  expect(readConfig({ SERVER_PORT: '', DATABASE_URL: '' }).serverPort).toBe(4000);
});

test('real devices on both addresses leave the simulators out, and their ports free', () => {
  const config = readConfig({ READER: 'serial:///dev/ttyUSB0?baud=115200', SCANNER: 'serial:///dev/ttyACM0' });
  expect(config.simulators).toBe(false);
  expect(portsOf(config).map(({ variable }) => variable)).toEqual(['SERVER_PORT', 'AGENT_PORT']);
});

test('one real device keeps the simulator of the other', () => {
  const config = readConfig({ READER: 'serial:///dev/ttyUSB0' });
  expect(config.simulators).toBe(true);
  expect(config.scanner).toBe('tcp://127.0.0.1:4202');
});

test.each([
  [{ SERVER_PORT: 'http' }, 'SERVER_PORT'],
  [{ AGENT_PORT: '70000' }, 'AGENT_PORT'],
  [{ DATABASE_URL: 'mysql://localhost/x' }, 'DATABASE_URL'],
])('a wrong value is named: %o', (env, name) => {
  expect(() => readConfig(env)).toThrow(Problem);
  expect(() => readConfig(env)).toThrow(name);
});
