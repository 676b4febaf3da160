/** What a module with a card answers: pure, bytes of the reply out, next state out. No time, no wire. */
import type { SimulatedCard } from './card-image.ts';
import { textBlockOf, wltPhotoOf } from './card-image.ts';
import type { SimulatedReply, SimulatedRequest } from './sdt-wire.ts';

export interface ReaderModel {
  readonly card: SimulatedCard | null;
  /** How far the module has come with the card; `gone`: it left the field half-way. */
  readonly stage: 'none' | 'found' | 'selected' | 'read' | 'gone';
}

export interface Response {
  readonly reply: SimulatedReply;
  readonly model: ReaderModel;
}

export const emptyReader: ReaderModel = { card: null, stage: 'none' };

/** The example of protocols 1.12: 05.03-20160427-0001234567-0087654321. */
export const SAM_ID = Buffer.from('05000300AB9F330187D61200B17F3905', 'hex');

/** Two templates of 512 bytes, without a finger. */
const FINGERPRINTS = Buffer.alloc(1024);
/** IIN 4, SN 8, DN 16. */
const BODY_NUMBER = Buffer.alloc(28);

export function putCard(card: SimulatedCard): ReaderModel {
  return { card, stage: 'none' };
}

export function takeCard({ stage }: ReaderModel): ReaderModel {
  return { card: null, stage: stage === 'none' ? 'none' : 'gone' };
}

export function respond(model: ReaderModel, request: SimulatedRequest): Response {
  if (request.kind === 'bad-checksum') return answer(model, 0x10);
  if (request.kind === 'bad-length') return answer(model, 0x11);
  switch (request.code) {
    case 0x10ff:
      // The reset makes the module forget that it has read the lying card.
      return answer({ ...model, stage: 'none' }, 0x90);
    case 0x11ff:
      return answer(model, 0x90);
    case 0x12ff:
      return answer(model, 0x90, SAM_ID);
    case 0x2001:
      return find(model);
    case 0x2002:
      return select(model);
    case 0x3001:
      return readCard(model, []);
    case 0x3003:
      return afterRead(model, 0x91);
    case 0x3005:
      return afterRead(model, 0x90, BODY_NUMBER);
    case 0x3010:
      return readCard(model, [FINGERPRINTS]);
    // The only rate it knows is the one it has.
    case 0x6000:
    case 0x61ff:
      return answer(model, 0x90);
    default:
      return answer(model, 0x21);
  }
}

function find(model: ReaderModel): Response {
  if (model.card === null) return answer({ card: null, stage: 'none' }, 0x80);
  // Once read, a card stays "not found" until it has left the field (protocols 1.5, 7).
  if (model.stage === 'read') return answer(model, 0x80);
  return answer({ ...model, stage: 'found' }, 0x9f, Buffer.alloc(4));
}

function select(model: ReaderModel): Response {
  if (model.stage === 'gone') return answer({ ...model, stage: 'none' }, 0x81);
  if (model.stage !== 'found') return answer(model, 0x21);
  return answer({ ...model, stage: 'selected' }, 0x90, Buffer.alloc(8));
}

/** Lengths of all parts first, two bytes each, then the parts (protocols 1.3). */
function readCard(model: ReaderModel, fingerprints: readonly Buffer[]): Response {
  if (model.stage === 'gone') return answer({ ...model, stage: 'none' }, 0x41);
  if (model.stage !== 'selected' || model.card === null) return answer(model, 0x21);
  const parts = [textBlockOf(model.card), wltPhotoOf(model.card), ...fingerprints];
  const lengths = parts.map(({ length }) => Buffer.from([length >> 8, length & 0xff]));
  return answer({ ...model, stage: 'read' }, 0x90, Buffer.concat([...lengths, ...parts]));
}

function afterRead(model: ReaderModel, sw3: number, data?: Buffer): Response {
  if (model.stage === 'gone') return answer({ ...model, stage: 'none' }, 0x41);
  return model.stage === 'read' ? answer(model, sw3, data) : answer(model, 0x21);
}

function answer(model: ReaderModel, sw3: number, data: Buffer = Buffer.alloc(0)): Response {
  return { reply: { sw: [0, 0, sw3], data }, model };
}
