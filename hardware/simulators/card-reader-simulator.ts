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
 * false preambles in front. `bad-checksum`: the next reply is damaged, once. `silence`: no answer at
 * all. `pulled-away`: the card leaves during the next read, once. `none`: back to good manners.
 */
export const MISBEHAVIOURS = ['split', 'noise', 'bad-checksum', 'silence', 'pulled-away', 'none'] as const;
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
const READ_CODE = 0x3001;

export function createReaderSimulator(options: ReaderSimulatorOptions = {}): ReaderSimulator {
  const { clock = systemClock, readMs = 300 } = options;
  let model: ReaderModel = emptyReader;
  let manners: Misbehaviour = 'none';
  const alreadyPulled = new Set<string>();

  function isPulledNow(request: SimulatedRequest): boolean {
    const isRead = request.kind === 'command' && request.code === READ_CODE && model.stage === 'selected';
    if (!isRead || model.card === null) return false;
    const onceByNature = model.card.isPulledAwayOnce && !alreadyPulled.has(model.card.id);
    return onceByNature || manners === 'pulled-away';
  }

  function pullAway(): void {
    if (model.card !== null) alreadyPulled.add(model.card.id);
    if (manners === 'pulled-away') manners = 'none';
    model = takeCard(model);
  }

  function nextFrame(request: SimulatedRequest): Buffer {
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

    return {
      receive: (bytes) => {
        for (const request of requestsOf(bytes)) {
          const isRead = request.kind === 'command' && request.code === READ_CODE;
          // A new command breaks off whatever was still under way, as in the module.
          cancel();
          cancel = clock.after(isRead ? readMs : readMs / 10, () => answer(request));
        }
      },
      end: () => cancel(),
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
