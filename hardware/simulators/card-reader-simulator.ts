/** A card reader that answers on any wire: the model, plus time, plus the ways in which readers misbehave. */
import type { Clock } from '../link/clock.ts';
import { noTimer, systemClock } from '../link/clock.ts';
import type { SimulatedCard } from './card-image.ts';
import { ODD_PIECES, TINY_PIECES, deliverAtBaud, deliverInPieces } from './delivery.ts';
import type { DeviceConnection, SimulatedDevice } from './device.ts';
import type { ReaderModel } from './reader-model.ts';
import { emptyReader, putCard, respond, takeCard } from './reader-model.ts';
import type { SimulatedRequest } from './sdt-wire.ts';
import { createRequestReader, replyFrame } from './sdt-wire.ts';

/**
 * `split`: replies come in pieces of one to three bytes. `noise`: each reply has a vendor's wrapper and
 * false preambles in front. `bad-checksum`: the next reply is damaged, once. `late`: the next reply comes when its
 * limit has passed and other commands may be under way, once. `silence`: no answer at all. `self-test-failed`: the
 * module takes no commands. `pulled-away`: the card leaves during the next read, once. `none`: back to good manners.
 */
export const MISBEHAVIOURS = [
  'split',
  'noise',
  'bad-checksum',
  'late',
  'silence',
  'self-test-failed',
  'pulled-away',
  'none',
] as const;
export type Misbehaviour = (typeof MISBEHAVIOURS)[number];

export interface ReaderSimulator extends SimulatedDevice {
  put(card: SimulatedCard): void;
  remove(): void;
  card(): SimulatedCard | null;
  misbehave(kind: Misbehaviour): void;
}

export interface ReaderSimulatorOptions {
  readonly clock?: Clock;
  /** How long the module takes for the card in a read; other commands take a tenth. */
  readonly readMs?: number;
  /** Paces replies like a line of this rate; without it they come in odd pieces at once. */
  readonly baud?: number;
  /** Called with the first byte of each reply: for measuring. */
  readonly onReply?: (replyBytes: number) => void;
}

/** Holds the traps of protocols 1.2, rule 2: preambles that break off and begin again. */
const NOISE = Buffer.from('AA0512A010AAAAAA96AA', 'hex');
const READ_CODES: readonly number[] = [0x3001, 0x3010];
/** Past the limits of protocols 1.5: 1 s, and 3 or 5 s for a read. */
const LATE_MS = 1300;
const LATE_READ_MS = 6000;
const SELF_TEST_FAILED = replyFrame({ sw: [0, 0, 0x60], data: Buffer.alloc(0) });

function isRead(request: SimulatedRequest): boolean {
  return request.kind === 'command' && READ_CODES.includes(request.code);
}

export function createReaderSimulator(options: ReaderSimulatorOptions = {}): ReaderSimulator {
  const { clock = systemClock, readMs = 300 } = options;
  let model: ReaderModel = emptyReader;
  let manners: Misbehaviour = 'none';
  const alreadyPulled = new Set<string>();

  function isPulledNow(request: SimulatedRequest): boolean {
    if (!isRead(request) || model.stage !== 'selected' || model.card === null) return false;
    const onceByNature = model.card.isPulledAwayOnce && !alreadyPulled.has(model.card.id);
    return onceByNature || manners === 'pulled-away';
  }

  function pullAway(): void {
    if (model.card !== null) alreadyPulled.add(model.card.id);
    if (manners === 'pulled-away') manners = 'none';
    model = takeCard(model);
  }

  function nextFrame(request: SimulatedRequest): Buffer {
    if (manners === 'self-test-failed') return SELF_TEST_FAILED;
    if (isPulledNow(request)) pullAway();
    const response = respond(model, request);
    model = response.model;
    const frame = replyFrame(response.reply);
    if (manners === 'noise') return Buffer.concat([NOISE, frame]);
    if (manners !== 'bad-checksum') return frame;
    manners = 'none';
    frame.writeUInt8(frame.readUInt8(frame.length - 1) ^ 0x5a, frame.length - 1);
    return frame;
  }

  function connect(send: (bytes: Uint8Array) => void): DeviceConnection {
    const requestsOf = createRequestReader();
    let cancel = noTimer;
    let cancelLate = noTimer;

    function answer(request: SimulatedRequest): void {
      if (manners === 'silence') return;
      const frame = nextFrame(request);
      options.onReply?.(frame.length);
      const delivery = { bytes: frame, clock, send };
      cancel =
        options.baud === undefined
          ? deliverInPieces(delivery, manners === 'split' ? TINY_PIECES : ODD_PIECES)
          : deliverAtBaud(delivery, options.baud);
    }

    function answerLate(request: SimulatedRequest): void {
      manners = 'none';
      const frame = nextFrame(request);
      cancelLate = clock.after(isRead(request) ? LATE_READ_MS : LATE_MS, () => send(frame));
    }

    return {
      receive: (bytes) => {
        for (const request of requestsOf(bytes)) {
          // A new command breaks off whatever was still under way, as in the module.
          cancel();
          if (manners === 'late') answerLate(request);
          else cancel = clock.after(isRead(request) ? readMs : readMs / 10, () => answer(request));
        }
      },
      end: () => {
        cancel();
        cancelLate();
      },
    };
  }

  return {
    connect,
    powerCycle: () => {
      model = model.card === null ? emptyReader : putCard(model.card);
    },
    put: (card) => {
      model = putCard(card);
    },
    remove: () => {
      model = takeCard(model);
    },
    card: () => model.card,
    misbehave: (kind) => {
      manners = kind;
    },
  };
}
