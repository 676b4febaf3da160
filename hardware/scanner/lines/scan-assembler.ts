/**
 * Bytes of a line scanner to scans (protocols 2.2), pure. A scan ends with CR, LF or CR LF, or, where the scanner
 * sends no suffix, with silence.
 */
import type { Reading } from '../scan-text.ts';
import { SCAN_BYTES_MAX, readPrefixedScan } from '../scan-text.ts';

const CR = 0x0d;
const LF = 0x0a;
const STX = 0x02;
const TAB = 0x09;
/** STX, an AIM identifier and TAB may stand around the longest text. */
const LINE_BYTES_MAX = SCAN_BYTES_MAX + 5;

export interface ScanAssembler {
  push(bytes: Uint8Array): Reading[];
  /** The line has been silent: what is there is a whole scan. */
  expire(): Reading[];
  /** True while bytes of an unfinished scan are kept. */
  isPending(): boolean;
}

/** Memory is bounded by the longest scan, whatever comes in. */
export function createScanAssembler(): ScanAssembler {
  const buffer = new Uint8Array(LINE_BYTES_MAX);
  let received = 0;

  function close(): Reading[] {
    const bytes = received;
    received = 0;
    if (bytes > LINE_BYTES_MAX) return [{ kind: 'refused', reason: 'too-long' }];
    const reading = readPrefixedScan(stripFraming(buffer.subarray(0, bytes)));
    return reading === null ? [] : [reading];
  }

  return {
    push: (bytes) => {
      const readings: Reading[] = [];
      for (const byte of bytes) {
        if (byte === CR || byte === LF) {
          readings.push(...close());
        } else {
          // Past the bound bytes are only counted, so that the rest of a monster is not taken for a scan.
          if (received < LINE_BYTES_MAX) buffer[received] = byte;
          received += 1;
        }
      }
      return readings;
    },
    expire: close,
    isPending: () => received > 0,
  };
}

/** STX and TAB are framing that some shops leave switched on. */
function stripFraming(bytes: Uint8Array): Uint8Array {
  const from = bytes[0] === STX ? 1 : 0;
  const to = bytes.at(-1) === TAB ? bytes.length - 1 : bytes.length;
  return bytes.subarray(from, Math.max(from, to));
}
