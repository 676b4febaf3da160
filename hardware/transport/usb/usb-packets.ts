/** How the bytes of GA/T 467 frames go over USB pipes (protocols 1.13); pure. */
import type { UsbPipes } from '../address.ts';

/** What readers take at once: a full-speed packet. */
export const PACKET_BYTES = 64;
/** Preamble and length (protocols 1.2): what the first pair of pipes carries. */
const HEAD_BYTES = 7;
const PREAMBLE = [0xaa, 0xaa, 0xaa, 0x96, 0x69];

export interface UsbPacket {
  readonly pipe: 'head' | 'body';
  readonly bytes: Uint8Array;
}

/** A whole command in the packets that carry it; with one pipe each way all go over `head`. */
export function cutPackets(bytes: Uint8Array, pipes: UsbPipes): UsbPacket[] {
  const isFrame = pipes === 'four' && startsFrame(bytes);
  const head = isFrame ? bytes.subarray(0, HEAD_BYTES) : bytes;
  const body = isFrame ? bytes.subarray(HEAD_BYTES) : bytes.subarray(bytes.length);
  return [...cut(head, 'head'), ...cut(body, 'body')];
}

function cut(bytes: Uint8Array, pipe: UsbPacket['pipe']): UsbPacket[] {
  const packets: UsbPacket[] = [];
  for (let at = 0; at < bytes.length; at += PACKET_BYTES)
    packets.push({ pipe, bytes: bytes.subarray(at, at + PACKET_BYTES) });
  return packets;
}

/** Which pipe the device speaks on next. */
export interface PipeOrder {
  next(): UsbPacket['pipe'];
  took(bytes: Uint8Array): void;
  /** The pipe was asked and said nothing. */
  silence(): void;
}

/** With four pipes an answer begins on one and goes on, for as long as its length says, on another. */
export function createPipeOrder(pipes: UsbPipes): PipeOrder {
  let head: number[] = [];
  let bodyLeft = 0;

  function takeHead(bytes: Uint8Array): void {
    head = [...head, ...bytes].slice(0, HEAD_BYTES);
    const [high = 0, low = 0] = head.slice(PREAMBLE.length);
    if (!PREAMBLE.every((byte, at) => head.length <= at || head[at] === byte)) head = [];
    if (head.length < HEAD_BYTES) return;
    bodyLeft = high * 256 + low;
    head = [];
  }

  return {
    next: () => (bodyLeft > 0 ? 'body' : 'head'),
    took: (bytes) => {
      if (pipes === 'one') return;
      if (bodyLeft > 0) bodyLeft = Math.max(0, bodyLeft - bytes.length);
      else takeHead(bytes);
    },
    silence: () => {
      // An answer that stops half-way is over: the next one begins anew.
      head = [];
      bodyLeft = 0;
    },
  };
}

function startsFrame(bytes: Uint8Array): boolean {
  return bytes.length >= HEAD_BYTES && PREAMBLE.every((byte, at) => bytes[at] === byte);
}
