/** How bytes leave a simulated device: in awkward pieces, and at the pace of a real line if asked for. */
import type { Clock } from '../link/clock.ts';
import { noTimer } from '../link/clock.ts';

/** Odd sizes in turn, so that every reply is cut at places nobody has planned. */
export const ODD_PIECES = [1, 3, 61, 2, 127, 7, 255, 13];
export const TINY_PIECES = [1, 1, 2, 3];

const PIECE_EVERY_MS = 1;
const PACE_TICK_MS = 2;
const BITS_PER_BYTE = 10;

export interface Delivery {
  readonly bytes: Uint8Array;
  readonly clock: Clock;
  readonly send: (bytes: Uint8Array) => void;
}

/** Sends piece by piece; the returned function stops it half-way. */
export function deliverInPieces({ bytes, clock, send }: Delivery, sizes: readonly number[]): () => void {
  let cancel = noTimer;
  const step = (at: number, turn: number): void => {
    if (at >= bytes.length) return;
    const size = sizes[turn % sizes.length] ?? bytes.length;
    send(bytes.subarray(at, at + size));
    cancel = clock.after(PIECE_EVERY_MS, () => step(at + size, turn + 1));
  };
  step(0, 0);
  return () => cancel();
}

/** Sends each byte no sooner than a line of this rate would have carried it. */
export function deliverAtBaud({ bytes, clock, send }: Delivery, baud: number): () => void {
  const beganAtMs = clock.nowMs();
  let cancel = noTimer;
  const step = (sent: number): void => {
    const due = Math.floor(((clock.nowMs() - beganAtMs) * baud) / (BITS_PER_BYTE * 1000));
    const until = Math.min(bytes.length, due);
    if (until > sent) send(bytes.subarray(sent, until));
    if (until < bytes.length) cancel = clock.after(PACE_TICK_MS, () => step(until));
  };
  step(0);
  return () => cancel();
}
