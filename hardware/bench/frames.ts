/** How fast the parser of replies takes frames out of a stream, beside a plain search for where they begin. */
import { PREAMBLE, createReplyParser } from '../sdt/frame.ts';
import { textBlockOf, wltPhotoOf } from '../simulators/card-image.ts';
import { SANDBOX_CARDS } from '../simulators/people.ts';
import { replyFrame } from '../simulators/sdt-wire.ts';
import { median } from './median.ts';

/** As much as one USB packet brings. */
const PIECE_BYTES = 64;
/** Five seconds of looking for a card, then one is read. */
const POLLS_PER_CARD = 20;
const STREAM_BYTES = 4_000_000;
const RUNS = 5;

export interface FrameBench {
  readonly framesPerSecond: number;
  readonly parsedMegabytesPerSecond: number;
  /** `Buffer.indexOf` of the preamble over the same pieces: finds beginnings, checks nothing. */
  readonly scannedMegabytesPerSecond: number;
  /** Parsed over scanned. */
  readonly ratio: number;
}

export function benchFrames(streamBytes = STREAM_BYTES): FrameBench {
  const pieces = piecesOf(streamBytes);
  const bytes = pieces.reduce((sum, piece) => sum + piece.length, 0);
  const preamble = Buffer.from(PREAMBLE);
  const parsing: number[] = [];
  const scanning: number[] = [];
  let frames = 0;
  // In turns, so that whatever else the machine does falls on both.
  for (let run = 0; run < RUNS; run += 1) {
    const parser = createReplyParser();
    parsing.push(
      secondsOf(() => {
        frames = pieces.reduce((sum, piece) => sum + parser.push(piece).length, 0);
      }),
    );
    scanning.push(secondsOf(() => pieces.reduce((sum, piece) => sum + beginningsIn(piece, preamble), 0)));
  }
  const parseSeconds = median(parsing);
  const scanSeconds = median(scanning);
  return {
    framesPerSecond: frames / parseSeconds,
    parsedMegabytesPerSecond: bytes / 1e6 / parseSeconds,
    scannedMegabytesPerSecond: bytes / 1e6 / scanSeconds,
    ratio: scanSeconds / parseSeconds,
  };
}

function beginningsIn(piece: Buffer, preamble: Buffer): number {
  let found = 0;
  for (let at = piece.indexOf(preamble); at !== -1; at = piece.indexOf(preamble, at + 1)) found += 1;
  return found;
}

function piecesOf(streamBytes: number): Buffer[] {
  const notFound = replyFrame({ sw: [0, 0, 0x80], data: Buffer.alloc(0) });
  const cards = SANDBOX_CARDS.map((card) => {
    const data = Buffer.concat([Buffer.from([1, 0, 4, 0]), textBlockOf(card), wltPhotoOf(card)]);
    return replyFrame({ sw: [0, 0, 0x90], data });
  });
  const sale = Buffer.concat(
    cards.flatMap((card) => [...Array.from({ length: POLLS_PER_CARD }, () => notFound), card]),
  );
  const stream = Buffer.concat(Array.from({ length: Math.ceil(streamBytes / sale.length) }, () => sale));
  return Array.from({ length: Math.ceil(stream.length / PIECE_BYTES) }, (_, at) =>
    stream.subarray(at * PIECE_BYTES, (at + 1) * PIECE_BYTES),
  );
}

function secondsOf(work: () => void): number {
  const beganAtMs = performance.now();
  work();
  return (performance.now() - beganAtMs) / 1000;
}
