/**
 * Frames of the SDT protocol (GA/T 467; protocols 1.2), pure: bytes in, replies out.
 *
 *   to the reader    AA AA AA 96 69 | LEN 2 | CMD PARA data | CHK
 *   from the reader  AA AA AA 96 69 | LEN 2 | SW1 SW2 SW3 data | CHK
 *
 * LEN counts the bytes after itself; CHK is the XOR of all bytes from LEN to the one before CHK.
 */

export const PREAMBLE = Uint8Array.of(0xaa, 0xaa, 0xaa, 0x96, 0x69);
const PREAMBLE_FIRST = 0xaa;
/** Preamble and LEN. */
const HEAD_BYTES = 7;
const REPLY_LEN_MIN = 4;
/** The largest legal reply is 090A; a little more is taken in before a length counts as nonsense. */
const REPLY_LEN_MAX = 0x0a00;

export interface Command {
  readonly cmd: number;
  readonly para: number;
  /** Empty for nearly every command. */
  readonly data?: Uint8Array;
}

export interface Reply {
  readonly kind: 'reply';
  readonly sw1: number;
  readonly sw2: number;
  readonly sw3: number;
  readonly data: Uint8Array;
}

export type Parsed = Reply | { readonly kind: 'bad-checksum'; readonly frameBytes: number };

export interface ReplyParser {
  /** Takes bytes in any pieces and returns what they completed, in order. */
  push(bytes: Uint8Array): Parsed[];
  /** The inter-byte limit has passed: gives the unfinished frame up and hunts in what was behind its preamble. */
  expire(): Parsed[];
  /** Forgets everything, as one flushes before a command. */
  flush(): void;
  /** True while an unfinished frame is waiting for bytes. */
  isPending(): boolean;
  /** Bytes skipped since the last `flush` because they belonged to no frame (vendor wrappers, line noise). */
  noiseBytes(): number;
}

/** The whole request, ready for the wire. */
export function encodeCommand({ cmd, para, data = new Uint8Array() }: Command): Uint8Array {
  const len = 3 + data.length;
  const body = [len >> 8, len & 0xff, cmd, para, ...data];
  return Uint8Array.of(...PREAMBLE, ...body, xorOf(body));
}

/** Memory is bounded by the longest frame, whatever comes in. */
export function createReplyParser(): ReplyParser {
  const buffer = new Uint8Array(HEAD_BYTES + REPLY_LEN_MAX);
  let length = 0;
  let noise = 0;

  function take(): Parsed[] {
    const found: Parsed[] = [];
    const kept = buffer.subarray(0, length);
    let head = 0;
    while (head < length) {
      const begin = kept.indexOf(PREAMBLE_FIRST, head);
      const skipped = (begin === -1 ? length : begin) - head;
      noise += skipped;
      head += skipped;
      if (head === length) break;
      const seen = look(kept.subarray(head));
      if (seen === 'unfinished') break;
      if (seen === 'noise') {
        noise += 1;
        head += 1;
      } else {
        found.push(seen.parsed);
        head += seen.frameBytes;
      }
    }
    drop(head);
    return found;
  }

  function drop(count: number): void {
    buffer.copyWithin(0, count, length);
    length -= count;
  }

  return {
    push: (bytes) => {
      const found: Parsed[] = [];
      // An unfinished frame is always shorter than the buffer, so every round takes at least one byte.
      for (let at = 0; at < bytes.length;) {
        const piece = bytes.subarray(at, at + buffer.length - length);
        buffer.set(piece, length);
        length += piece.length;
        at += piece.length;
        found.push(...take());
      }
      return found;
    },
    expire: () => {
      const found: Parsed[] = [];
      while (length > 0) {
        noise += 1;
        drop(1);
        found.push(...take());
      }
      return found;
    },
    flush: () => {
      length = 0;
      noise = 0;
    },
    isPending: () => length > 0,
    noiseBytes: () => noise,
  };
}

type Seen = 'noise' | 'unfinished' | { readonly parsed: Parsed; readonly frameBytes: number };

/** What stands at the beginning of these bytes? "Noise" judges the first byte only. */
function look(bytes: Uint8Array): Seen {
  const preambleBytes = Math.min(bytes.length, PREAMBLE.length);
  for (let at = 0; at < preambleBytes; at += 1) if (bytes[at] !== PREAMBLE[at]) return 'noise';
  if (bytes.length < HEAD_BYTES) return 'unfinished';
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const len = view.getUint16(PREAMBLE.length);
  if (len < REPLY_LEN_MIN || len > REPLY_LEN_MAX) return 'noise';
  const frameBytes = HEAD_BYTES + len;
  if (bytes.length < frameBytes) return 'unfinished';
  if (xorOf(bytes.subarray(PREAMBLE.length, frameBytes)) !== 0) {
    return { parsed: { kind: 'bad-checksum', frameBytes }, frameBytes };
  }
  const [sw1, sw2, sw3] = [view.getUint8(7), view.getUint8(8), view.getUint8(9)];
  const data = bytes.slice(10, frameBytes - 1);
  return { parsed: { kind: 'reply', sw1, sw2, sw3, data }, frameBytes };
}

function xorOf(bytes: Uint8Array | readonly number[]): number {
  let sum = 0;
  for (const byte of bytes) sum ^= byte;
  return sum;
}
