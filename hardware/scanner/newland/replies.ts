/**
 * Newland's replies (protocols 2.3): the command comes back with a status byte behind each item.
 *
 *   02 01 "0000" | storage | Tag SubTag data status { "," SubTag data status } { ";" Tag … } | 3B 03
 */
import type { Cutter } from '../lines/cutter.ts';
import { createMessageCutter } from '../lines/cutter.ts';
import type { NewlandStorage } from './commands.ts';
import { STORAGE_SIGNS } from './commands.ts';

export interface NewlandReply {
  readonly storage: NewlandStorage;
  readonly answers: readonly NewlandAnswer[];
}

export interface NewlandAnswer {
  readonly tag: string;
  readonly subtag: string;
  /** As in the command, or the answer to a query. */
  readonly data: string;
  readonly status: NewlandStatus;
}

export type NewlandStatus = 'done' | 'out-of-range' | 'unknown-command';

const HEAD = Uint8Array.of(0x02, 0x01, 0x30, 0x30, 0x30, 0x30);
const ETX = 0x03;
const COMMA = 0x2c;
const SEMICOLON = 0x3b;
/** A bound of ours: queries of whole tags answer with a few hundred bytes. */
const REPLY_BYTES_MAX = 4096;
const NAME_CHARACTERS = 3;

const STATUSES = new Map<number, NewlandStatus>([
  [0x06, 'done'],
  [0x15, 'out-of-range'],
  [0x05, 'unknown-command'],
]);

/** Cuts replies out of a stream that also carries scans. */
export function createNewlandReplyCutter(): Cutter<NewlandReply> {
  return createMessageCutter({
    head: HEAD,
    bytesMax: REPLY_BYTES_MAX,
    read: (bytes) => {
      const isWhole = bytes.at(-1) === ETX && bytes.at(-2) === SEMICOLON;
      return isWhole ? (parseNewlandReply(bytes) ?? 'broken') : null;
    },
  });
}

/** A whole reply, from its first byte to its last; null where it is none. */
export function parseNewlandReply(bytes: Uint8Array): NewlandReply | null {
  const isFramed = HEAD.every((byte, at) => bytes[at] === byte) && bytes.at(-1) === ETX;
  const storage = storageOf(bytes[HEAD.length]);
  if (!isFramed || storage === null) return null;
  const answers = parseAnswers(bytes.subarray(HEAD.length + 1, -1));
  return answers === null ? null : { storage, answers };
}

/** Values may hold commas and semicolons: only those behind a status byte end an item. */
function parseAnswers(body: Uint8Array): NewlandAnswer[] | null {
  const answers: NewlandAnswer[] = [];
  let tag = '';
  let from = 0;
  for (let at = 1; at < body.length; at += 1) {
    const status = STATUSES.get(body[at - 1] ?? 0);
    const isEnd = body[at] === COMMA || body[at] === SEMICOLON;
    if (status === undefined || !isEnd) continue;
    let text = textOf(body.subarray(from, at - 1));
    if (tag === '') {
      tag = text.slice(0, NAME_CHARACTERS);
      text = text.slice(NAME_CHARACTERS);
    }
    if (text.length < NAME_CHARACTERS) return null;
    answers.push({ tag, subtag: text.slice(0, NAME_CHARACTERS), data: text.slice(NAME_CHARACTERS), status });
    if (body[at] === SEMICOLON) tag = '';
    from = at + 1;
  }
  const isWhole = from === body.length && body.at(-1) === SEMICOLON;
  return isWhole && answers.length > 0 ? answers : null;
}

function storageOf(sign: number | undefined): NewlandStorage | null {
  if (sign === STORAGE_SIGNS.permanent.charCodeAt(0)) return 'permanent';
  return sign === STORAGE_SIGNS['until-power-off'].charCodeAt(0) ? 'until-power-off' : null;
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1');
}
