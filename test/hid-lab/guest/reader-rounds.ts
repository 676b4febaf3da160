/** What every card reader must do, whatever wire it hangs on. */
import assert from 'node:assert/strict';
import { createCardReader } from '../../../hardware/card-reader/card-reader.ts';
import type { CardReaderEvent } from '../../../hardware/card-reader/events.ts';
import type { ReaderSimulator } from '../../../hardware/simulators/card-reader-simulator.ts';
import { EXAMPLE_CARD } from '../../../hardware/testing/cards.ts';
import type { Recorder } from '../../../hardware/testing/recorder.ts';
import { createRecorder } from '../../../hardware/testing/recorder.ts';
import type { AtEnd } from './at-end.ts';
import { heard } from './waiting.ts';

export interface ReaderWire {
  readonly address: string;
  readonly simulator: ReaderSimulator;
  readonly plug: () => void | Promise<void>;
  readonly unplug: () => void | Promise<void>;
}

/** Of a device that is there: opening, its settling time, and some exchanges. */
const FIRST_READY_LIMIT_MS = 5000;
const LOST_LIMIT_MS = 1000;
const BACK_LIMIT_MS = 2000;
const READ_LIMIT_MS = 5000;

export async function readsACard(wire: ReaderWire, atEnd: AtEnd): Promise<void> {
  const recorder = await readyReader(wire, atEnd);
  wire.simulator.put(EXAMPLE_CARD);
  await expectTheCard(recorder);
  wire.simulator.remove();
  await heard(recorder, 'card-removed', READ_LIMIT_MS);
  assert.deepEqual(outcomes(recorder), ['ready', 'card-read', 'card-removed']);
}

export async function survivesUnplugInARead(wire: ReaderWire, atEnd: AtEnd): Promise<void> {
  const recorder = await readyReader(wire, atEnd);
  wire.simulator.put(EXAMPLE_CARD);
  await heard(recorder, 'card-found', READ_LIMIT_MS);
  await wire.unplug();
  const { reason } = await heard(recorder, 'lost', LOST_LIMIT_MS);
  assert.equal(reason.code, 'lost');
  await wire.plug();
  await heard(recorder, 'ready', BACK_LIMIT_MS);
  await expectTheCard(recorder);
  assert.deepEqual(outcomes(recorder), ['ready', 'lost', 'ready', 'card-read']);
}

async function readyReader(wire: ReaderWire, atEnd: AtEnd): Promise<Recorder<CardReaderEvent>> {
  const recorder = createRecorder<CardReaderEvent>();
  const reader = createCardReader({ address: wire.address, onEvent: recorder.record });
  atEnd(() => reader.stop());
  reader.start();
  await heard(recorder, 'ready', FIRST_READY_LIMIT_MS);
  reader.wake();
  return recorder;
}

async function expectTheCard(recorder: Recorder<CardReaderEvent>): Promise<void> {
  const { record } = await heard(recorder, 'card-read', READ_LIMIT_MS);
  assert.equal(record.name, EXAMPLE_CARD.name);
  assert.equal(record.number, EXAMPLE_CARD.number);
  // The invented photo holds every byte value, 00, 11 and 13 included.
  assert.equal(new Set(record.photo).size, 256);
}

/**
 * Without the attempts: where the host has no time for this machine, bytes stand still for longer than a reader may take
 * between them, and the driver reads again. That it needs no second attempt is shown beside the driver.
 */
function outcomes(recorder: Recorder<CardReaderEvent>): string[] {
  return recorder.kinds().filter((kind) => kind !== 'card-found' && kind !== 'read-failed');
}
