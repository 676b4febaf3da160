/** EMV's fields in a text: two digits id, two digits length, value (protocols 2.11). */
import { broken, parsed, type Parsed } from './parsed.ts';
import type { EmvField } from './scanned-code.ts';

const HEAD = /^\d{4}$/;

/** Fields in their order, each id once. A length counts characters, and no value is empty. */
export function readFields(text: string): Parsed<EmvField[]> {
  const characters = Array.from(text);
  const fields: EmvField[] = [];
  const ids = new Set<string>();
  for (let at = 0; at < characters.length;) {
    const head = characters.slice(at, at + 4).join('');
    if (!HEAD.test(head)) return broken('structure');
    const id = head.slice(0, 2);
    const length = Number(head.slice(2));
    const value = characters.slice(at + 4, at + 4 + length);
    if (length === 0 || value.length < length) return broken('length');
    if (ids.has(id)) return broken('structure');
    ids.add(id);
    fields.push({ id, value: value.join('') });
    at += 4 + length;
  }
  return parsed(fields);
}
