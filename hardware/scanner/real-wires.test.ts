/** Every protocol of byte streams over TCP and over a serial port, with the plug pulled in the middle. */
import { describe, expect, test } from 'vitest';
import type { SimulatedDevice } from '../simulators/device.ts';
import { createScannerSimulator } from '../simulators/scanner-simulator.ts';
import { createHoneywellSimulator } from '../simulators/scanners/honeywell-simulator.ts';
import { createNewlandSimulator } from '../simulators/scanners/newland-simulator.ts';
import { createSsiSimulator } from '../simulators/scanners/ssi-simulator.ts';
import { hostOnSerial } from '../simulators/serial-host.ts';
import { hostOnTcp } from '../simulators/tcp-host.ts';
import { createPtyCable, hasSocat } from '../testing/pty.ts';
import { createRecorder } from '../testing/recorder.ts';
import { createScanner } from './create-scanner.ts';
import type { StreamProtocol } from './create-scanner.ts';
import type { ScannerEvent } from './scanner.ts';

interface Scripted extends SimulatedDevice {
  scan(text: string): number;
}

const SIMULATORS: readonly (readonly [StreamProtocol, () => Scripted, string | null])[] = [
  ['lines', createScannerSimulator, null],
  ['newland', createNewlandSimulator, null],
  ['honeywell', () => createHoneywellSimulator({ hasMetadata: true }), ']Q1'],
  // Stored in the scanner, so that a scan right after the opening comes in a packet.
  ['ssi', () => createSsiSimulator({ isPacketed: true }), ']Q1'],
];

const TEXTS = ['https://example.cn/商品?id=1', 'https://example.cn/商品?id=2'] as const;

function listen(address: string, protocol: StreamProtocol) {
  const recorder = createRecorder<ScannerEvent>();
  const scanner = createScanner({ address, protocol, onEvent: recorder.record });
  scanner.start();
  return { scanner, recorder };
}

describe.each(SIMULATORS)('%s', (protocol, simulatorOf, symbology) => {
  const scanOf = (text: string) => ({ kind: 'scan', scan: { text, symbology } });

  test('a scan comes over TCP, and again after the plug was pulled', async () => {
    const simulator = simulatorOf();
    const host = await hostOnTcp(simulator, 0);
    const { scanner, recorder } = listen(host.address, protocol);
    for (const text of TEXTS) {
      await recorder.next('ready');
      simulator.scan(text);
      expect(await recorder.next('scan')).toEqual(scanOf(text));
      await host.unplug();
      await recorder.next('lost');
      await host.plug();
    }
    await scanner.stop();
    await host.unplug();
  });

  test.skipIf(!hasSocat)(
    'a scan comes over a serial port, and again after the plug was pulled (needs socat)',
    async () => {
      const cable = createPtyCable();
      const simulator = simulatorOf();
      const { scanner, recorder } = listen(`serial://${cable.hostPath}`, protocol);
      for (const text of TEXTS) {
        await cable.plug();
        const host = await hostOnSerial(simulator, cable.devicePath);
        await recorder.next('ready');
        simulator.scan(text);
        expect(await recorder.next('scan')).toEqual(scanOf(text));
        await host.close();
        await cable.unplug();
        simulator.powerCycle();
        await recorder.next('lost');
      }
      await scanner.stop();
    },
  );
});
