/**
 * Bytes of a line scanner to texts (protocols 2.2), pure: time comes in as an argument. A scan ends
 * with CR, LF or CR LF, or, where the scanner sends no suffix, with silence.
 */

export const SILENCE_MS = 80;
/** A scanner left in sensing mode repeats what lies before it; the window slides with every repeat. */
const REPEAT_MS = 1500;
/** The most digits a QR code holds. */
const SCAN_BYTES_MAX = 7089;

const CR = 0x0d;
const LF = 0x0a;
const STX = 0x02;
const TAB = 0x09;

export type Scan =
  | { readonly kind: 'scan'; readonly text: string }
  | { readonly kind: 'refused'; readonly reason: ScanRefusal; readonly bytes: number };

export type ScanRefusal = 'too-long' | 'not-text';

export interface ScanAssembler {
  push(bytes: Uint8Array, nowMs: number): Scan[];
  /** The line has been silent for `SILENCE_MS`: what is there is a whole scan. */
  expire(nowMs: number): Scan[];
  /** True while bytes of an unfinished scan are kept. */
  isPending(): boolean;
}

export function createScanAssembler(): ScanAssembler {
  const buffer = new Uint8Array(SCAN_BYTES_MAX);
  let received = 0;
  let last: { text: string; seenAtMs: number } | null = null;

  function close(nowMs: number): Scan[] {
    const bytes = received;
    received = 0;
    if (bytes > SCAN_BYTES_MAX) return [{ kind: 'refused', reason: 'too-long', bytes }];
    const text = decode(stripFraming(buffer.subarray(0, bytes)));
    if (text === null) return [{ kind: 'refused', reason: 'not-text', bytes }];
    if (text === '') return [];
    const isRepeat = last?.text === text && nowMs - last.seenAtMs < REPEAT_MS;
    last = { text, seenAtMs: nowMs };
    return isRepeat ? [] : [{ kind: 'scan', text }];
  }

  return {
    push: (bytes, nowMs) => {
      const scans: Scan[] = [];
      for (const byte of bytes) {
        if (byte === CR || byte === LF) {
          scans.push(...close(nowMs));
        } else {
          // Past the bound bytes are only counted, so that the rest of a monster is not taken for a scan.
          if (received < SCAN_BYTES_MAX) buffer[received] = byte;
          received += 1;
        }
      }
      return scans;
    },
    expire: close,
    isPending: () => received > 0,
  };
}

/** STX and TAB are framing that some shops leave switched on; so is the AIM symbology identifier. */
function stripFraming(bytes: Uint8Array): Uint8Array {
  const from = bytes[0] === STX ? 1 : 0;
  const to = bytes.at(-1) === TAB ? bytes.length - 1 : bytes.length;
  const inner = bytes.subarray(from, Math.max(from, to));
  return hasAimPrefix(inner) ? inner.subarray(3) : inner;
}

/** `]`, a letter, a digit or letter (ISO/IEC 15424). */
function hasAimPrefix(bytes: Uint8Array): boolean {
  return /^\][A-Za-z][0-9A-Za-z]$/.test(String.fromCharCode(...bytes.subarray(0, 3)));
}

/** QR codes made in China are UTF-8 or GBK; strict UTF-8 hardly ever accepts GBK by mistake. */
function decode(bytes: Uint8Array): string | null {
  return decodeStrictly(bytes, 'utf-8') ?? decodeStrictly(bytes, 'gb18030');
}

function decodeStrictly(bytes: Uint8Array, encoding: 'utf-8' | 'gb18030'): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}
