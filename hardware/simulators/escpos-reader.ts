/** What a printer hears, taken apart: written from the published command list (protocols 3.2), not from the driver. */

export type EscposCommand =
  /** Bytes to be printed, at most to the end of a line. */
  | { readonly kind: 'text'; readonly bytes: Uint8Array }
  /** `name` is the command's letters (`ESC @`, `GS ( k`); `data` is everything after them. */
  | { readonly kind: 'command'; readonly name: string; readonly data: Uint8Array; readonly size: number };

const PREFIXES: Readonly<Record<number, string>> = { 0x10: 'DLE', 0x1b: 'ESC', 0x1c: 'FS', 0x1d: 'GS' };

const LF = 0x0a;
/** The longest picture or code that is worth waiting for; what claims more is taken for text. */
const DATA_BYTES_MAX = 65_536;

/** Bytes after the letter. */
const FIXED_LENGTHS: Readonly<Record<string, number>> = {
  'DLE EOT': 1,
  'DLE ENQ': 1,
  'DLE DC4': 3,
  'ESC @': 0,
  'ESC a': 1,
  'ESC E': 1,
  'ESC -': 1,
  'ESC 3': 1,
  'ESC 2': 0,
  'ESC d': 1,
  'ESC J': 1,
  'ESC $': 2,
  'ESC p': 3,
  'ESC B': 2,
  'ESC v': 0,
  'FS &': 0,
  'FS .': 0,
  'FS !': 1,
  'FS -': 1,
  'FS S': 2,
  'GS !': 1,
  'GS B': 1,
  'GS a': 1,
  'GS r': 1,
  'GS I': 1,
  'GS h': 1,
  'GS w': 1,
  'GS H': 1,
};

export function createEscposReader(): (bytes: Uint8Array) => EscposCommand[] {
  let rest: Uint8Array = new Uint8Array();
  return (bytes) => {
    rest = Buffer.concat([rest, bytes]);
    const found: EscposCommand[] = [];
    for (let taken = takeOne(rest); taken !== null; taken = takeOne(rest)) {
      found.push(taken);
      rest = rest.subarray(sizeOf(taken));
    }
    return found;
  };
}

function takeOne(bytes: Uint8Array): EscposCommand | null {
  const [first, second] = bytes;
  if (first === undefined) return null;
  const prefix = PREFIXES[first];
  if (prefix === undefined) return takeText(bytes);
  if (second === undefined) return null;
  const short = `${prefix} ${letterOf(prefix, second)}`;
  // Families with a function letter: `GS ( k`, `GS ( H`, `GS v 0`.
  const isFamily = short === 'GS (' || short === 'GS v';
  const third = bytes[2];
  if (isFamily && third === undefined) return null;
  const name = isFamily ? `${short} ${String.fromCharCode(third ?? 0)}` : short;
  const headSize = isFamily ? 3 : 2;
  const claimed = lengthOf(name, bytes.subarray(headSize));
  const length = claimed !== null && claimed > DATA_BYTES_MAX ? 0 : claimed;
  if (length === null || bytes.length < headSize + length) return null;
  const size = headSize + length;
  return { kind: 'command', name, data: bytes.slice(headSize, size), size };
}

function letterOf(prefix: string, byte: number): string {
  if (prefix !== 'DLE') return String.fromCharCode(byte);
  return { 0x04: 'EOT', 0x05: 'ENQ', 0x14: 'DC4' }[byte] ?? '?';
}

/** Null: the bytes that say it have not come yet. */
function lengthOf(name: string, after: Uint8Array): number | null {
  const [a, b, c, d, e] = after;
  if (name.startsWith('GS ( ')) return a === undefined || b === undefined ? null : 2 + a + b * 256;
  if (name === 'GS v 0') {
    if (a === undefined || b === undefined || c === undefined || d === undefined || e === undefined) return null;
    return 5 + (b + c * 256) * (d + e * 256);
  }
  if (name === 'GS V') return a === undefined ? null : a >= 0x41 ? 2 : 1;
  return FIXED_LENGTHS[name] ?? 0;
}

/** Line by line, so that the paper can end between two. */
function takeText(bytes: Uint8Array): EscposCommand {
  const end = bytes.findIndex((byte, at) => byte in PREFIXES || bytes[at - 1] === LF);
  return { kind: 'text', bytes: bytes.slice(0, end === -1 ? bytes.length : end) };
}

export function sizeOf(command: EscposCommand): number {
  return command.kind === 'text' ? command.bytes.length : command.size;
}
