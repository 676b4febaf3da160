/** A card reader on a true USB serial port: a CDC ACM gadget, with the reader's simulator on its other end. */
import assert from 'node:assert/strict';
import { closeSync, constants, openSync, readdirSync } from 'node:fs';
import { createReaderSimulator } from '../../../hardware/simulators/card-reader-simulator.ts';
import type { SerialHost } from '../../../hardware/simulators/serial-host.ts';
import { hostOnSerial } from '../../../hardware/simulators/serial-host.ts';
import type { AtEnd } from './at-end.ts';
import { tidied } from './at-end.ts';
import type { Check } from './check.ts';
import { discovered } from './discovered.ts';
import { createGadget } from './gadget.ts';
import type { ReaderWire } from './reader-rounds.ts';
import { readsACard, survivesUnplugInARead } from './reader-rounds.ts';
import { until } from './waiting.ts';

const IDENTITY = {
  vendorId: '1a86',
  productId: '55d4',
  serialNumber: 'SER-0007',
  maker: 'Virtual',
  product: 'Card reader',
};
/** What the kernel takes until it has a plugged device. */
const APPEAR_LIMIT_MS = 2000;
const DEVICE_END = '/dev/ttyGS0';

async function serialReader(atEnd: AtEnd): Promise<ReaderWire> {
  const simulator = createReaderSimulator({ readMs: 100 });
  const gadget = createGadget('acm.reader', IDENTITY);
  atEnd(gadget.remove);
  let host: SerialHost | null = null;
  const plug = async (): Promise<void> => {
    gadget.plug();
    await until(APPEAR_LIMIT_MS, 'a port', () => readdirSync('/dev').find((name) => name.startsWith('ttyACM')) ?? null);
    host = await hostOnSerial(simulator, DEVICE_END);
  };
  const unplug = async (): Promise<void> => {
    gadget.unplug();
    await host?.close();
    host = null;
    simulator.powerCycle();
  };
  await plug();
  atEnd(unplug);
  await discovered(IDENTITY.serialNumber);
  return { address: 'serial://1a86:55d4/SER-0007', simulator, plug, unplug };
}

export const serialReaderChecks = {
  'a USB serial port is discovered by its ids and serial number, without udev': tidied(async (atEnd) => {
    const { address } = await serialReader(atEnd);
    const { kind, vendorId, productId, maker, product, path, at, ...found } = await discovered('SER-0007');
    assert.deepEqual(
      { kind, vendorId, productId, maker, product, path, at },
      {
        ...{ kind: 'serial', vendorId: '1a86', productId: '55d4', maker: 'Virtual', product: 'Card reader' },
        path: '/dev/ttyACM0',
        at: '1-1',
      },
    );
    assert.equal(found.address, address);
  }),
  'a serial card reader, opened by what it is, reads a card': tidied(async (atEnd) =>
    readsACard(await serialReader(atEnd), atEnd),
  ),
  'a serial card reader unplugged in a read is lost within 1 s, back within 2 s, and reads the card': tidied(
    async (atEnd) => survivesUnplugInARead(await serialReader(atEnd), atEnd),
  ),
  'a serial card reader that comes back under another name is found again': tidied(async (atEnd) => {
    const wire = await serialReader(atEnd);
    assert.equal((await discovered('SER-0007')).path, '/dev/ttyACM0');
    // A program that does not let the old name go keeps its number taken.
    const holder = openSync('/dev/ttyACM0', constants.O_RDWR | constants.O_NOCTTY | constants.O_NONBLOCK);
    atEnd(() => closeSync(holder));
    await survivesUnplugInARead(wire, atEnd);
    assert.equal((await discovered('SER-0007')).path, '/dev/ttyACM1');
  }),
} satisfies Record<string, Check>;
