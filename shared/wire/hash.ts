import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/** SHA-256 as 64 lower-case hex digits; a text is hashed as UTF-8. The same in browser and Node. */
export function sha256Hex(content: Uint8Array | string): string {
  return bytesToHex(sha256(typeof content === 'string' ? utf8ToBytes(content) : content));
}

/**
 * JSON with keys in code-point order and no white space, so that equal values have equal text. Only for values
 * made of strings, safe integers, booleans, null, arrays and plain objects (RFC 8785 for that subset).
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value)
      .filter(([, field]) => field !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, field]) => `${JSON.stringify(key)}:${canonicalJson(field)}`);
    return `{${entries.join(',')}}`;
  }
  return JSON.stringify(value);
}

/** The hash by which a value (plan, cost statement, contract) is carried from screen to books. */
export function hashOf(value: unknown): string {
  return sha256Hex(canonicalJson(value));
}
