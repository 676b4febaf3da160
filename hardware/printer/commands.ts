/** What is sent to a printer, byte by byte (protocols 3.2, 3.3). */

/** `1B 40 1C 26`: printers from elsewhere start without Chinese, and FS . must never come first. */
export const INITIALISE = Uint8Array.of(0x1b, 0x40, 0x1c, 0x26);
export const LINE_FEED = Uint8Array.of(0x0a);
/** Pin 2, 50 ms on, 500 ms off. */
export const DRAWER_PULSE = Uint8Array.of(0x1b, 0x70, 0x00, 0x19, 0xfa);
/** Feeds to the cutter and cuts, but for one point. */
export const CUT = Uint8Array.of(0x1d, 0x56, 0x42, 0x00);

/** DLE EOT n: answered at once, even off line. */
export const REAL_TIME_QUESTIONS = { printer: 1, 'offline-cause': 2, error: 3, paper: 4 } as const;
export type RealTimeQuestion = keyof typeof REAL_TIME_QUESTIONS;

export function askRealTime(question: RealTimeQuestion): Uint8Array {
  return Uint8Array.of(0x10, 0x04, REAL_TIME_QUESTIONS[question]);
}

/** GS a: four bytes whenever on-line state, errors or paper change. ESC @ ends it. */
export const TELL_CHANGES = Uint8Array.of(0x1d, 0x61, 0x0e);
/** GS r 1: answered when its turn comes, so that everything before it has been processed. */
export const ASK_PAPER = Uint8Array.of(0x1d, 0x72, 0x01);
/** ESC v: the same question to old clones. */
export const ASK_PAPER_OLD = Uint8Array.of(0x1b, 0x76);

/** GS I: `5F … 00` comes back. */
export const IDENTITY_QUESTIONS = { maker: 0x42, model: 0x43, firmware: 0x41 } as const;
export type IdentityQuestion = keyof typeof IDENTITY_QUESTIONS;

export function askIdentity(question: IdentityQuestion): Uint8Array {
  return Uint8Array.of(0x1d, 0x49, IDENTITY_QUESTIONS[question]);
}

/** GS ( H: `37 22 id 00` comes back when printing has got this far. */
export function askProof(id: string): Uint8Array {
  return Uint8Array.of(0x1d, 0x28, 0x48, 0x06, 0x00, 0x30, 0x30, ...Buffer.from(id, 'latin1'));
}

/** The four characters d1–d4 of a proof; the same again after ten thousand. */
export function proofId(count: number): string {
  return String(count % 10_000).padStart(4, '0');
}

const ALIGNMENTS = { left: 0, centre: 1, right: 2 } as const;

export function align(to: keyof typeof ALIGNMENTS): Uint8Array {
  return Uint8Array.of(0x1b, 0x61, ALIGNMENTS[to]);
}

export function bold(on: boolean): Uint8Array {
  return Uint8Array.of(0x1b, 0x45, on ? 1 : 0);
}

/** GS ! for Latin letters, FS ! for Chinese: printers differ in whether the first acts on both. */
export function size(times: 1 | 2): Uint8Array {
  return times === 1
    ? Uint8Array.of(0x1d, 0x21, 0x00, 0x1c, 0x21, 0x00)
    : Uint8Array.of(0x1d, 0x21, 0x11, 0x1c, 0x21, 0x0c);
}

export function feed(lines: number): Uint8Array {
  return Uint8Array.of(0x1b, 0x64, lines);
}

/** GS ( k: model 2, module size in dots, error correction M, store, print. */
export function qrCode(content: Uint8Array, moduleDots: number): Uint8Array {
  const stored = content.length + 3;
  return Buffer.concat([
    Uint8Array.of(0x1d, 0x28, 0x6b, 0x04, 0x00, 0x31, 0x41, 0x32, 0x00),
    Uint8Array.of(0x1d, 0x28, 0x6b, 0x03, 0x00, 0x31, 0x43, moduleDots),
    Uint8Array.of(0x1d, 0x28, 0x6b, 0x03, 0x00, 0x31, 0x45, 0x31),
    Uint8Array.of(0x1d, 0x28, 0x6b, stored & 0xff, stored >> 8, 0x31, 0x50, 0x30),
    content,
    Uint8Array.of(0x1d, 0x28, 0x6b, 0x03, 0x00, 0x31, 0x51, 0x30),
  ]);
}

/** GS v 0: rows of dots, eight to a byte, the first in the most significant bit. */
export function rasterPicture(widthBytes: number, rows: Uint8Array): Uint8Array {
  const height = rows.length / widthBytes;
  const head = Uint8Array.of(0x1d, 0x76, 0x30, 0, widthBytes & 0xff, widthBytes >> 8, height & 0xff, height >> 8);
  return Buffer.concat([head, rows]);
}
