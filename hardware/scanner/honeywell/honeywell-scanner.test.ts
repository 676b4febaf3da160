import { expect, test } from 'vitest';
import { createManualClock } from '../../simulators/manual-clock.ts';
import type { HoneywellSimulatorOptions } from '../../simulators/scanners/honeywell-simulator.ts';
import { createHoneywellSimulator } from '../../simulators/scanners/honeywell-simulator.ts';
import { createScannerSimulator } from '../../simulators/scanner-simulator.ts';
import { scannerOn } from '../../testing/scanner-counter.ts';

const scan = (text: string, symbology: string | null) => ({ kind: 'scan', scan: { text, symbology } });

async function atCounter(options: HoneywellSimulatorOptions = {}) {
  const clock = createManualClock();
  const simulator = createHoneywellSimulator({ clock, ...options });
  return { clock, simulator, ...(await scannerOn({ clock, device: simulator, protocol: 'honeywell' })) };
}

test('opening asks for the firmware, which is told of the device and never as a scan', async () => {
  const { clock, identity, events, counted } = await atCounter();
  await clock.advance(1000);
  expect(identity).toEqual({ model: 'Simulated 1900', firmware: '$ProjectRevision: 12345' });
  expect(events).toEqual([{ kind: 'ready' }]);
  expect(counted).toEqual(['good']);
});

test('a scan in the midst of the question stays a scan', async () => {
  const { clock, simulator, events, identity } = await atCounter();
  simulator.scan('6901234567892');
  await clock.advance(1000);
  expect(events.slice(1)).toEqual([scan('6901234567892', null)]);
  expect(identity).toMatchObject({ model: 'Simulated 1900' });
});

test('metadata tells the symbology', async () => {
  const { clock, simulator, events } = await atCounter({ hasMetadata: true });
  simulator.scan('6901234567892', { symbology: ']E0' });
  simulator.scan('https://example.cn/商品');
  await clock.advance(1000);
  expect(events.slice(1)).toEqual([scan('6901234567892', ']E0'), scan('https://example.cn/商品', ']Q1')]);
});

test('trigger, stop and the one beep', async () => {
  const { clock, simulator, scanner, events } = await atCounter();
  simulator.lay('A');
  expect([scanner.trigger(true), scanner.trigger(false), scanner.beep('good'), scanner.beep('error')]).toEqual([
    true,
    true,
    true,
    false,
  ]);
  await clock.advance(1000);
  expect(simulator.heard).toEqual(['REVINF', 'trigger-on', 'trigger-off', 'beep']);
  expect(events.slice(1)).toEqual([scan('A', null)]);
});

test('a scanner that does not answer is silent once, and its scans are told without delay', async () => {
  const clock = createManualClock();
  const simulator = createScannerSimulator({ clock });
  const { events, counted } = await scannerOn({ clock, device: simulator, protocol: 'honeywell' });
  simulator.scan('A');
  await clock.advance(5);
  expect(events.slice(1)).toEqual([scan('A', null)]);
  await clock.advance(10_000);
  simulator.scan('Product Name: B');
  await clock.advance(100);
  expect(events.slice(2)).toEqual([scan('Product Name: B', null)]);
  expect(counted).toEqual(['good', 'silent', 'good']);
});

test('after an outage it asks again', async () => {
  const { clock, simulator, events, unplug, plug } = await atCounter();
  unplug();
  plug();
  await clock.advance(1000);
  simulator.scan('A');
  await clock.advance(1000);
  expect(simulator.heard).toEqual(['REVINF', 'REVINF']);
  expect(events.map(({ kind }) => kind)).toEqual(['ready', 'lost', 'ready', 'scan']);
});
