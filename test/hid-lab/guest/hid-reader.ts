/** A driverless HID card reader (protocols 1.13), in the framings that our transport can be set to. */
import assert from 'node:assert/strict';
import { createReaderSimulator } from '../../../hardware/simulators/card-reader-simulator.ts';
import type { ReportFraming } from '../../../hardware/simulators/uhid-byte-device.ts';
import { createHidByteDevice } from '../../../hardware/simulators/uhid-byte-device.ts';
import { hostOnUhid } from '../../../hardware/simulators/uhid-host.ts';
import type { AtEnd } from './at-end.ts';
import { tidied } from './at-end.ts';
import type { Check } from './check.ts';
import { discovered } from './discovered.ts';
import type { ReaderWire } from './reader-rounds.ts';
import { readsACard, survivesUnplugInARead } from './reader-rounds.ts';

const PLAIN: ReportFraming = { reportId: null, sizeBytes: 64, hasLength: false };
const WITH_LENGTH: ReportFraming = { reportId: null, sizeBytes: 64, hasLength: true };
const WITH_ID: ReportFraming = { reportId: 3, sizeBytes: 64, hasLength: true };

async function hidReader(framing: ReportFraming, query: string, atEnd: AtEnd): Promise<ReaderWire> {
  const simulator = createReaderSimulator({ readMs: 100 });
  const identity = { name: 'Virtual card reader', serialNumber: 'CARD 1', vendorId: 0x0316, productId: 0x5020 };
  const host = hostOnUhid(createHidByteDevice({ device: simulator, identity, framing }));
  atEnd(host.unplug);
  host.plug();
  await discovered(identity.serialNumber);
  return { address: `hid://0316:5020/CARD%201${query}`, simulator, plug: host.plug, unplug: host.unplug };
}

export const hidReaderChecks = {
  'a HID card reader is discovered by its ids and serial number': tidied(async (atEnd) => {
    const { address } = await hidReader(PLAIN, '', atEnd);
    const { kind, guess, usage, ...found } = await discovered('CARD 1');
    assert.deepEqual({ kind, guess, usage }, { kind: 'hid', guess: 'reader', usage: { page: 0xff00, usage: 1 } });
    assert.equal(found.address, address);
  }),
  'a HID card reader reads a card: reports of bytes and filling': tidied(async (atEnd) =>
    readsACard(await hidReader(PLAIN, '', atEnd), atEnd),
  ),
  'a HID card reader reads a card: reports with a length byte': tidied(async (atEnd) =>
    readsACard(await hidReader(WITH_LENGTH, '?length=1', atEnd), atEnd),
  ),
  'a HID card reader reads a card: reports with an id and a length byte': tidied(async (atEnd) =>
    readsACard(await hidReader(WITH_ID, '?report=3&length=1', atEnd), atEnd),
  ),
  'a HID card reader unplugged in a read is lost within 1 s, back within 2 s, and reads the card': tidied(
    async (atEnd) => survivesUnplugInARead(await hidReader(PLAIN, '', atEnd), atEnd),
  ),
} satisfies Record<string, Check>;
