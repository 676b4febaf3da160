/** The "standard SDT" reader 0400:C35A (protocols 1.13): vendor class, reached through the npm package usb. */
import assert from 'node:assert/strict';
import { createReaderSimulator } from '../../../hardware/simulators/card-reader-simulator.ts';
import type { AtEnd } from './at-end.ts';
import { tidied } from './at-end.ts';
import type { Check } from './check.ts';
import { discovered } from './discovered.ts';
import { createGadget } from './gadget.ts';
import type { ReaderWire } from './reader-rounds.ts';
import { readsACard, survivesUnplugInARead } from './reader-rounds.ts';
import { openUsbEnd } from './usb-end.ts';

const IDENTITY = {
  vendorId: '0400',
  productId: 'c35a',
  serialNumber: 'SDT-1',
  maker: 'Virtual',
  product: 'SDT reader',
};

async function usbReader(atEnd: AtEnd): Promise<ReaderWire> {
  const simulator = createReaderSimulator({ readMs: 100 });
  const gadget = createGadget('ffs.reader', IDENTITY);
  atEnd(gadget.remove);
  const end = openUsbEnd('reader');
  atEnd(() => end.close());
  let service: Awaited<ReturnType<typeof end.serve>> | null = null;
  const plug = async (): Promise<void> => {
    gadget.plug();
    service = await end.serve(simulator);
  };
  const unplug = async (): Promise<void> => {
    gadget.unplug();
    await service?.stop();
    service = null;
    simulator.powerCycle();
  };
  atEnd(unplug);
  await plug();
  await discovered(IDENTITY.serialNumber);
  return { address: 'usb://0400:c35a/SDT-1', simulator, plug, unplug };
}

export const usbReaderChecks = {
  'a vendor-class reader 0400:C35A is discovered as one that needs no driver of the system': tidied(async (atEnd) => {
    await usbReader(atEnd);
    const { address, kind, guess, at } = await discovered(IDENTITY.serialNumber);
    assert.deepEqual([address, kind, guess, at], ['usb://0400:c35a/SDT-1', 'usb', 'reader', '1-1']);
  }),
  'a vendor-class reader 0400:C35A reads a card': tidied(async (atEnd) => readsACard(await usbReader(atEnd), atEnd)),
  'a vendor-class reader unplugged in a read is lost within 1 s, back within 2 s, and reads the card': tidied(
    async (atEnd) => survivesUnplugInARead(await usbReader(atEnd), atEnd),
  ),
} satisfies Record<string, Check>;
