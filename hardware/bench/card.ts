/** How much time the driver adds to the wire: a real read over TCP from a reader paced at 115200 baud. */
import { createCardReader } from '../card-reader/card-reader.ts';
import { wireMs } from '../sdt/commands.ts';
import { createReaderSimulator } from '../simulators/card-reader-simulator.ts';
import { SANDBOX_CARDS } from '../simulators/people.ts';
import { hostOnTcp } from '../simulators/tcp-host.ts';
import { median } from './median.ts';

const BAUD = 115200;
/** Text and photo (30 01), whole frame. */
const REPLY_BYTES = 1295;
const MODULE_MS = 20;

export interface CardReadBench {
  /** What 1295 bytes take on the line at 115200 baud, computed. */
  readonly wireMs: number;
  /** Median from the first byte of the reply to the decoded record. */
  readonly replyToRecordMs: number;
  /** Median from the card being put to the decoded record, search and (shortened) module time included. */
  readonly totalMs: number;
  /** replyToRecordMs / wireMs; 1 is the best a line allows. */
  readonly ratio: number;
  readonly runs: number;
}

export async function benchCardRead(runs = 9): Promise<CardReadBench> {
  const card = SANDBOX_CARDS[0];
  if (card === undefined) throw new Error('the sandbox has people');
  let replyAtMs = 0;
  const onReply = (replyBytes: number): void => {
    if (replyBytes === REPLY_BYTES) replyAtMs = performance.now();
  };
  const reader = createReaderSimulator({ readMs: MODULE_MS, baud: BAUD, onReply });
  const host = await hostOnTcp(reader, 0);

  let told = (_kind: string): void => undefined;
  const driver = createCardReader({ address: host.address, onEvent: ({ kind }) => told(kind) });
  const event = (wanted: string): Promise<void> =>
    new Promise((done) => {
      told = (kind) => {
        if (kind === wanted) done();
      };
    });

  const replyToRecord: number[] = [];
  const total: number[] = [];
  const ready = event('ready');
  driver.start();
  await ready;
  driver.wake();
  for (let run = 0; run < runs; run += 1) {
    const putAtMs = performance.now();
    reader.put(card);
    await event('card-read');
    const readAtMs = performance.now();
    replyToRecord.push(readAtMs - replyAtMs);
    total.push(readAtMs - putAtMs);
    reader.remove();
    await event('card-removed');
  }
  await driver.stop();
  await host.unplug();

  const line = wireMs(REPLY_BYTES, BAUD);
  const replyToRecordMs = median(replyToRecord);
  return { wireMs: line, replyToRecordMs, totalMs: median(total), ratio: replyToRecordMs / line, runs };
}
