// Takes a ZIP file apart by its central directory (PKWARE APPNOTE 4.3.12): enough for workbooks.
import assert from 'node:assert/strict';
import { inflateRawSync } from 'node:zlib';

const END = Buffer.from('504b0506', 'hex');
const ENTRY = 0x02014b50;

/** The files by name. */
export function unzip(zip: Buffer): Map<string, string> {
  const end = zip.lastIndexOf(END);
  assert(end >= 0, 'a ZIP file has its end');
  const files = new Map<string, string>();
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    assert.equal(zip.readUInt32LE(at), ENTRY);
    const [method, size] = [zip.readUInt16LE(at + 10), zip.readUInt32LE(at + 20)];
    const [name, extra, comment] = [28, 30, 32].map((offset) => zip.readUInt16LE(at + offset));
    const local = zip.readUInt32LE(at + 42);
    const begin = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const packed = zip.subarray(begin, begin + size);
    const nameEnd = at + 46 + (name ?? 0);
    files.set(zip.toString('utf8', at + 46, nameEnd), (method === 0 ? packed : inflateRawSync(packed)).toString());
    at = nameEnd + (extra ?? 0) + (comment ?? 0);
  }
  return files;
}
