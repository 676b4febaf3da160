import { expect, test } from 'vitest';
import { done, refuse } from '#shared/refusals/refusal.ts';
import { cardFields, profile } from '../testing/samples.ts';
import { scanOf, SetupWorld } from '../testing/setup-world.ts';

const READER = {
  address: 'serial://1a86:7523',
  name: 'Reader',
  place: 'USB 1-1',
  guess: 'reader',
  trouble: null,
} as const;
const PAYMENT_CODE = '134567890123456789';

function readCard() {
  const record = { ...cardFields(), photo: new Uint8Array(1024), samId: null };
  return { role: 'reader', event: { kind: 'card-read', record } } as const;
}

test('a new machine finds its reader by itself, tests it, enrols, and the counter is free', async () => {
  const world = new SetupWorld();
  world.devices = [READER];
  world.checks = [{ check: 'disk', state: 'good', value: '41 GB', advice: null }];
  const setup = world.start();
  await world.until(({ devices, busy }) => devices.length === 1 && !busy);
  expect(world.did).toEqual(['assign reader serial://1a86:7523']);

  setup.send({ kind: 'test', role: 'reader' });
  setup.hear(readCard());
  const tested = await world.until(({ roles }) => roles.some(({ test: seen }) => seen.state === 'passed'));
  expect(world.did.slice(1)).toEqual(['reread', 'rest']);
  const { name, number } = cardFields();
  expect(JSON.stringify(tested)).not.toContain(name);
  expect(JSON.stringify(tested)).not.toContain(number);

  expect(setup.send({ kind: 'close' })).toEqual(refuse('setup-not-finished'));
  world.enrolled = done(profile);
  setup.send({ kind: 'enrol', code: '12345678' });
  await world.until(({ terminal }) => terminal !== null);
  setup.send({ kind: 'set-code', code: '246810' });
  await world.until(({ hasCode }) => hasCode);
  expect(setup.send({ kind: 'close' })).toEqual(done(null));
  expect(setup.hasTheWord()).toBe(false);
  setup.stop();
});

test('behind the closed door nothing is told, and the code opens it', async () => {
  const world = new SetupWorld();
  world.profile = profile;
  world.code = '246810';
  world.devices = [READER];
  const setup = world.start();
  expect(setup.current()).toMatchObject({ access: 'closed', devices: [], roles: [], checks: [], summary: null });
  expect(setup.diagnostics()).toBeNull();
  setup.send({ kind: 'knock' });
  setup.send({ kind: 'unlock', code: '000000' });
  await world.until(({ notice }) => notice?.code === 'setup-code-wrong');
  setup.send({ kind: 'unlock', code: '246810' });
  const open = await world.until(({ access, devices }) => access === 'open' && devices.length === 1);
  expect(open.roles).toHaveLength(4);
  setup.stop();
});

test('a scanned payment code is named and never shown, nor is it in the bundle', async () => {
  const world = new SetupWorld();
  world.addresses.scanner = 'tcp://127.0.0.1:1';
  const setup = world.start();
  setup.send({ kind: 'test', role: 'scanner' });
  setup.hear(scanOf(PAYMENT_CODE));
  const { roles } = await world.until(({ roles: all }) => all.some(({ test: seen }) => seen.state === 'passed'));
  const seen = { what: 'code', kind: 'payment-code', symbology: ']Q1', length: PAYMENT_CODE.length };
  expect(roles.find(({ role }) => role === 'scanner')?.test).toMatchObject({ state: 'passed', seen });
  expect(JSON.stringify([setup.current(), setup.diagnostics()])).not.toContain(PAYMENT_CODE);
  setup.stop();
});

test('a printer without paper fails its test in words; printed paper still needs an eye', async () => {
  const world = new SetupWorld();
  world.addresses.printer = 'tcp://127.0.0.1:1';
  const setup = world.start();
  world.printed = { kind: 'failed', troubles: ['paper-end'], link: null };
  setup.send({ kind: 'test', role: 'printer' });
  const failed = await world.until(({ roles }) => roles.some(({ test: seen }) => seen.state === 'failed'));
  expect(failed.roles.find(({ role }) => role === 'printer')?.test).toMatchObject({
    refusal: { code: 'printer-paper-end' },
  });
  world.printed = { kind: 'printed' };
  setup.send({ kind: 'test', role: 'printer' });
  setup.send({ kind: 'say-test', role: 'printer', passed: true });
  expect(setup.current().roles.find(({ role }) => role === 'printer')?.test).toMatchObject({ state: 'passed' });
  setup.stop();
});

test('a full disk keeps no code, says so, and the wizard goes on', async () => {
  const world = new SetupWorld();
  world.isDiskFull = true;
  const setup = world.start();
  setup.send({ kind: 'set-code', code: '246810' });
  const failed = await world.until(({ notice }) => notice?.code === 'setup-not-kept');
  expect(failed).toMatchObject({ hasCode: false });
  setup.stop();
});

test('the green word changes when any line does', async () => {
  const world = new SetupWorld();
  world.profile = profile;
  world.code = '246810';
  const setup = world.start();
  setup.send({ kind: 'knock' });
  setup.send({ kind: 'unlock', code: '246810' });
  await world.until(({ access }) => access === 'open');
  setup.send({ kind: 'go', step: 'done' });
  const before = setup.current().summary;
  setup.send({ kind: 'skip', role: 'scanner' });
  const after = setup.current().summary;
  expect(before?.readOut.startsWith(`${profile.label}-`)).toBe(true);
  expect(after?.readOut).not.toBe(before?.readOut);
  expect(after?.isGreen).toBe(false);
  setup.stop();
});

test('a quarter of an hour without a touch closes the door', async () => {
  const world = new SetupWorld();
  world.profile = profile;
  world.code = '246810';
  const setup = world.start();
  setup.send({ kind: 'knock' });
  expect(setup.hasTheWord()).toBe(true);
  world.clock.turn(15 * 60_000);
  expect(setup.hasTheWord()).toBe(false);
  setup.stop();
});
