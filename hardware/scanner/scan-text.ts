/** The bytes of one scan to its text: the same for every protocol. */
import type { Scan, ScanRefusal } from './scanner.ts';
import type { Saying } from './speaker.ts';

/** The most digits a QR code holds (protocols 2.2). */
export const SCAN_BYTES_MAX = 7089;

const CR = 0x0d;
const LF = 0x0a;
const AIM_CHARACTERS = 3;

export type Reading =
  { readonly kind: 'scan'; readonly scan: Scan } | { readonly kind: 'refused'; readonly reason: ScanRefusal };

/** Null where the scan is empty. One suffix of CR, LF or CR LF is no part of the text. */
export function readScan(bytes: Uint8Array, symbology: string | null): Reading | null {
  const content = withoutSuffix(bytes);
  if (content.length === 0) return null;
  if (content.length > SCAN_BYTES_MAX) return { kind: 'refused', reason: 'too-long' };
  const text = decode(content);
  if (text === null) return { kind: 'refused', reason: 'not-text' };
  return text === '' ? null : { kind: 'scan', scan: { text, symbology } };
}

/** Where nothing but the text comes, an AIM identifier in front of it tells the symbology (protocols 2.8). */
export function readPrefixedScan(bytes: Uint8Array): Reading | null {
  const symbology = aimIdentifier(bytes);
  return readScan(symbology === null ? bytes : bytes.subarray(AIM_CHARACTERS), symbology);
}

/** `]`, a letter, a digit or letter at the beginning (ISO/IEC 15424), else null. */
export function aimIdentifier(bytes: Uint8Array): string | null {
  const text = String.fromCharCode(...bytes.subarray(0, AIM_CHARACTERS));
  return /^\][A-Za-z][0-9A-Za-z]$/.test(text) ? text : null;
}

export function sayingsOf(reading: Reading | null): Saying[] {
  if (reading === null) return [];
  if (reading.kind === 'scan') return [{ do: 'tell-scan', scan: reading.scan }];
  return [{ do: 'tell-refusal', reason: reading.reason }];
}

function withoutSuffix(bytes: Uint8Array): Uint8Array {
  const last = bytes.at(-1);
  if (last === CR) return bytes.subarray(0, -1);
  if (last !== LF) return bytes;
  return bytes.subarray(0, bytes.at(-2) === CR ? -2 : -1);
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
