/**
 * Packets of Zebra's Simple Serial Interface (protocols 2.5), pure: bytes in, packets out.
 *
 *   LEN | OPCODE | SOURCE | STATUS | data | CHK 2
 *
 * LEN counts from itself to the end of the data; CHK is the two's complement of the 16-bit sum of all before it.
 */
import { OPCODES, SEGMENT_FIRST } from './opcodes.ts';

export interface SsiPacket {
  readonly opcode: number;
  /** 00 scanner, 04 host; in a segment 02 marks the first. */
  readonly source: number;
  readonly status: number;
  readonly data: Uint8Array;
}

export type SsiParsed =
  | { readonly kind: 'packet'; readonly packet: SsiPacket }
  | { readonly kind: 'bad-checksum' }
  /** Bytes that begin no packet; told once for each run of them. */
  | { readonly kind: 'noise' };

export interface SsiParser {
  /** Takes bytes in any pieces and returns what they completed, in order. */
  push(bytes: Uint8Array): SsiParsed[];
  /** The limit between characters has passed: an unfinished packet will not be finished. */
  expire(): SsiParsed[];
  isPending(): boolean;
}

/** Between the characters of a packet. */
export const CHARACTER_LIMIT_MS = 200;

const HOST = 0x04;
const SCANNER = 0x00;
const OPCODE_MIN = 0x80;
const HEAD_BYTES = 4;
const CHECKSUM_BYTES = 2;
const LEN_MAX = 0xff;

export function encodeSsi(packet: {
  readonly opcode: number;
  readonly status?: number;
  readonly data?: Uint8Array;
}): Uint8Array {
  const { opcode, status = 0, data = new Uint8Array() } = packet;
  const body = Uint8Array.of(HEAD_BYTES + data.length, opcode, HOST, status, ...data);
  const checksum = checksumOf(body);
  return Uint8Array.of(...body, checksum >> 8, checksum & 0xff);
}

/** Memory is bounded by the longest packet, whatever comes in. */
export function createSsiParser(): SsiParser {
  const buffer = new Uint8Array(LEN_MAX + CHECKSUM_BYTES);
  let length = 0;
  let isInNoise = false;

  function noise(): SsiParsed[] {
    const isNews = !isInNoise;
    isInNoise = true;
    return isNews ? [{ kind: 'noise' }] : [];
  }

  function drop(count: number): void {
    buffer.copyWithin(0, count, length);
    length -= count;
  }

  /** Judges what is kept after each byte, so that pieces make no difference. */
  function judge(): SsiParsed[] {
    const found: SsiParsed[] = [];
    while (length > 0 && !isPossible(buffer.subarray(0, length))) {
      found.push(...noise());
      drop(1);
    }
    const bytes = (buffer[0] ?? 0) + CHECKSUM_BYTES;
    if (length === 0 || length < bytes) return found;
    isInNoise = false;
    found.push(readPacket(buffer.slice(0, bytes)));
    drop(bytes);
    return found;
  }

  return {
    push: (bytes) => {
      const found: SsiParsed[] = [];
      for (const byte of bytes) {
        buffer[length] = byte;
        length += 1;
        found.push(...judge());
      }
      return found;
    },
    expire: () => {
      if (length === 0) return [];
      length = 0;
      return noise();
    },
    isPending: () => length > 0,
  };
}

/** Could a packet of a scanner begin so? No opcode is an ASCII character but that of the segments. */
function isPossible(bytes: Uint8Array): boolean {
  const [len = 0, opcode, source] = bytes;
  if (len < HEAD_BYTES) return false;
  const isSegment = opcode === OPCODES.segment;
  if (opcode !== undefined && opcode < OPCODE_MIN && !isSegment) return false;
  return source === undefined || source === SCANNER || (isSegment && source === SEGMENT_FIRST);
}

function readPacket(bytes: Uint8Array): SsiParsed {
  const body = bytes.subarray(0, -CHECKSUM_BYTES);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint16(body.length) !== checksumOf(body)) return { kind: 'bad-checksum' };
  const [opcode, source, status] = [view.getUint8(1), view.getUint8(2), view.getUint8(3)];
  return { kind: 'packet', packet: { opcode, source, status, data: body.subarray(HEAD_BYTES) } };
}

function checksumOf(body: Uint8Array): number {
  const sum = body.reduce((total, byte) => total + byte, 0);
  return -sum & 0xffff;
}
