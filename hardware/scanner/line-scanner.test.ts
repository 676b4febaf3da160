import { describe, expect, test } from 'vitest';
import { createManualClock } from '../simulators/manual-clock.ts';
import { createMemoryWire } from '../simulators/memory-wire.ts';
import { createScannerSimulator } from '../simulators/scanner-simulator.ts';
import { hostOnSerial } from '../simulators/serial-host.ts';
import { hostOnTcp } from '../simulators/tcp-host.ts';
import { createPtyCable, hasSocat } from '../testing/pty.ts';
import { createRecorder } from '../testing/recorder.ts';
import type { ScannerEvent } from './line-scanner.ts';
import { createLineScanner, createLineScannerOn } from './line-scanner.ts';

async function started() {
  const clock = createManualClock();
  const simulator = createScannerSimulator({ clock });
  const wire = createMemoryWire({ device: simulator });
  const recorder = createRecorder<ScannerEvent>();
  const scanner = createLineScannerOn({ transport: wire, clock, onEvent: recorder.record });
  scanner.start();
  await clock.advance(0);
  return { clock, simulator, wire, scanner, events: recorder.events };
}

test('scans with and without a suffix are told', async () => {
  const { clock, simulator, events } = await started();
  simulator.scan('6901234567892');
  await clock.advance(50);
  simulator.scan('134567890123456789', '');
  await clock.advance(60);
  expect(events).toHaveLength(2);
  await clock.advance(100);
  expect(events).toEqual([
    { kind: 'ready' },
    { kind: 'scan', text: '6901234567892' },
    { kind: 'scan', text: '134567890123456789' },
  ]);
});

test('a scan that cannot be read asks for another, and says nothing of what it held', async () => {
  const { clock, simulator, events } = await started();
  simulator.scan(Uint8Array.of(0xff, 0xff));
  await clock.advance(100);
  simulator.scan('1'.repeat(7090));
  await clock.advance(1000);
  expect(events.slice(1)).toEqual([
    { kind: 'scan-refused', reason: 'not-text' },
    { kind: 'scan-refused', reason: 'too-long' },
  ]);
});

test('half a scan from before an outage is not the beginning of the next one', async () => {
  const { clock, simulator, wire, events } = await started();
  simulator.scan('half', '');
  wire.unplug();
  wire.plug();
  await clock.advance(500);
  simulator.scan('whole');
  await clock.advance(100);
  expect(events.slice(1)).toEqual([
    { kind: 'lost', reason: { code: 'lost', detail: 'unplugged' } },
    { kind: 'ready' },
    { kind: 'scan', text: 'whole' },
  ]);
});

test('after stop nothing is told', async () => {
  const { clock, simulator, scanner, events } = await started();
  simulator.scan('late', '');
  await scanner.stop();
  await clock.advance(1000);
  expect(events).toEqual([{ kind: 'ready' }]);
  expect(() => scanner.start()).toThrow('a scanner starts once');
});

async function readsOver(address: string, scan: (text: string) => void): Promise<void> {
  const recorder = createRecorder<ScannerEvent>();
  const scanner = createLineScanner({ address, onEvent: recorder.record });
  scanner.start();
  await recorder.next('ready');
  scan('https://example.cn/商品?id=1');
  expect(await recorder.next('scan')).toEqual({ kind: 'scan', text: 'https://example.cn/商品?id=1' });
  await scanner.stop();
}

describe('on real wires', () => {
  test('a scan comes over TCP, and again after the plug was pulled', async () => {
    const simulator = createScannerSimulator();
    const host = await hostOnTcp(simulator, 0);
    const recorder = createRecorder<ScannerEvent>();
    const scanner = createLineScanner({ address: host.address, onEvent: recorder.record });
    scanner.start();
    await recorder.next('ready');
    await host.unplug();
    await recorder.next('lost');
    await host.plug();
    await recorder.next('ready');
    await scanner.stop();
    await readsOver(host.address, simulator.scan);
    await host.unplug();
  });

  test.skipIf(!hasSocat)('a scan comes over a serial port (needs socat)', async () => {
    const cable = createPtyCable();
    await cable.plug();
    const simulator = createScannerSimulator();
    const host = await hostOnSerial(simulator, cable.devicePath);
    await readsOver(`serial://${cable.hostPath}`, simulator.scan);
    await host.close();
    await cable.unplug();
  });
});
