/**
 * Packets of an SSI scanner to its messages (protocols 2.5), pure: says how each packet is answered, drops what came
 * twice, and joins what came in parts.
 */
import { SCAN_BYTES_MAX } from '../scan-text.ts';
import { OPCODES, SEGMENT_FIRST, STATUS } from './opcodes.ts';
import type { SsiPacket } from './packets.ts';

export type SsiMessage =
  | { readonly kind: 'decode'; readonly codeType: number; readonly text: Uint8Array }
  /** A scan in parts of which some are missing, or that holds more than any code. */
  | { readonly kind: 'decode-failed'; readonly reason: 'incomplete' | 'too-long' }
  | { readonly kind: 'ack' }
  | { readonly kind: 'nak'; readonly reason: number }
  | { readonly kind: 'revision'; readonly text: string }
  | { readonly kind: 'other'; readonly opcode: number };

export interface Receipt {
  readonly answer: 'ack' | 'segment-ack' | 'none';
  readonly messages: readonly SsiMessage[];
}

export interface SsiInbox {
  take(packet: SsiPacket, nowMs: number): Receipt;
  /** A packet came damaged: what is sent again now has not been heard before. */
  damaged(): void;
  /** Gives up a scan of which no more parts come. */
  expire(nowMs: number): SsiMessage[];
  dueAtMs(): number | null;
}

/** A part that gets no answer is sent twice more, two seconds apart; then the scanner has given up. */
const NEXT_PART_LIMIT_MS = 6000;

const SEGMENT_INDEX_AT = 0;
const SEGMENT_DATA_AT = 1;
/** In the first segment: opcode, length 4, code type, 01, text length 2. */
const FIRST_SEGMENT_HEAD = 9;

interface Parts {
  readonly codeType: number;
  readonly chunks: Uint8Array[];
  bytes: number;
  limitMs: number;
  /** Segments only: what the first one announced. */
  readonly announced: number | null;
  nextIndex: number;
}

export function createSsiInbox(): SsiInbox {
  let parts: Parts | null = null;
  let last: SsiPacket | null = null;

  function abandon(): SsiMessage[] {
    const wasUnfinished = parts !== null;
    parts = null;
    return wasUnfinished ? [{ kind: 'decode-failed', reason: 'incomplete' }] : [];
  }

  function begin(codeType: number, announced: number | null): Parts {
    return { codeType, announced, chunks: [], bytes: 0, limitMs: 0, nextIndex: 0 };
  }

  /** Past the bound parts are only counted: memory stays bounded, and the rest is not taken for a scan. */
  function add(to: Parts, chunk: Uint8Array, nowMs: number): void {
    if (chunk.length > 0 && to.bytes + chunk.length <= SCAN_BYTES_MAX) to.chunks.push(chunk);
    to.bytes += chunk.length;
    to.limitMs = nowMs + NEXT_PART_LIMIT_MS;
    to.nextIndex += 1;
    parts = to;
  }

  function finish({ codeType, chunks, bytes }: Parts): SsiMessage {
    parts = null;
    if (bytes > SCAN_BYTES_MAX) return { kind: 'decode-failed', reason: 'too-long' };
    return { kind: 'decode', codeType, text: Buffer.concat(chunks) };
  }

  /** The code type stands in every packet of a scan that continues. */
  function takeDecode({ status, data }: SsiPacket, nowMs: number): SsiMessage[] {
    const [codeType] = data;
    if (codeType === undefined) return abandon();
    const isOther = parts !== null && (parts.announced !== null || parts.codeType !== codeType);
    const lost = isOther ? abandon() : [];
    const to = parts ?? begin(codeType, null);
    add(to, data.subarray(1), nowMs);
    return (status & STATUS.continuation) !== 0 ? lost : [...lost, finish(to)];
  }

  function takeSegment({ source, data }: SsiPacket, nowMs: number): SsiMessage[] {
    const index = data[SEGMENT_INDEX_AT];
    const content = data.subarray(SEGMENT_DATA_AT);
    if (source === SEGMENT_FIRST) {
      const lost = abandon();
      const isScan = index === 0 && content[0] === OPCODES.decodeData && content.length >= FIRST_SEGMENT_HEAD;
      if (!isScan) return [...lost, { kind: 'decode-failed', reason: 'incomplete' }];
      const [codeType = 0, , high = 0, low = 0] = content.subarray(5, FIRST_SEGMENT_HEAD);
      return [...lost, ...addSegment(begin(codeType, high * 256 + low), content.subarray(FIRST_SEGMENT_HEAD), nowMs)];
    }
    if (parts === null) return [];
    const isNext = parts.announced !== null && index === parts.nextIndex % 256;
    return isNext ? addSegment(parts, content, nowMs) : abandon();
  }

  function addSegment(to: Parts, chunk: Uint8Array, nowMs: number): SsiMessage[] {
    const wanted = (to.announced ?? 0) - to.bytes;
    add(to, chunk.subarray(0, wanted), nowMs);
    return to.bytes < (to.announced ?? 0) ? [] : [finish(to)];
  }

  /**
   * Says that it has been sent before; whether it came through then, the last packet tells. A segment has no such bit,
   * but its index.
   */
  function isMarkedAgain({ opcode, source, status }: SsiPacket): boolean {
    if (opcode === OPCODES.segment) return parts !== null || source !== SEGMENT_FIRST;
    return (status & STATUS.retransmission) !== 0;
  }

  function messagesOf(packet: SsiPacket, nowMs: number): SsiMessage[] {
    switch (packet.opcode) {
      case OPCODES.decodeData:
        return takeDecode(packet, nowMs);
      case OPCODES.segment:
        return takeSegment(packet, nowMs);
      case OPCODES.replyRevision:
        return [{ kind: 'revision', text: Buffer.from(packet.data).toString('latin1') }];
      default:
        return [{ kind: 'other', opcode: packet.opcode }];
    }
  }

  return {
    take: (packet, nowMs) => {
      if (packet.opcode === OPCODES.ack) return { answer: 'none', messages: [{ kind: 'ack' }] };
      if (packet.opcode === OPCODES.nak) {
        return { answer: 'none', messages: [{ kind: 'nak', reason: packet.data[0] ?? 0 }] };
      }
      const isDuplicate = last !== null && isMarkedAgain(packet) && isSame(packet, last);
      last = packet;
      const messages = isDuplicate ? [] : messagesOf(packet, nowMs);
      const isMidway = packet.opcode === OPCODES.segment && parts !== null;
      return { answer: isMidway ? 'segment-ack' : 'ack', messages };
    },
    damaged: () => {
      last = null;
    },
    expire: (nowMs) => (parts !== null && nowMs >= parts.limitMs ? abandon() : []),
    dueAtMs: () => parts?.limitMs ?? null,
  };
}

function isSame(one: SsiPacket, other: SsiPacket): boolean {
  return one.opcode === other.opcode && Buffer.from(one.data).equals(other.data);
}
