/** Fields of the 256-byte text block: GB 13000 UCS-2, little endian, padded at the end with U+0020 (GA/T 490). */
import type { CardPart } from './id-card-record.ts';

export const TEXT_BLOCK_BYTES = 256;

export interface FieldPlace {
  readonly offset: number;
  readonly bytes: number;
}

export interface Field<Value> {
  /** Mostly one. The parts of a longer field are joined before they are trimmed: a space may fall on the seam. */
  readonly places: readonly FieldPlace[];
  /** The text comes without its padding. Null: this is nothing that the field may hold. */
  readonly parse: (text: string) => Value | null;
}

type FieldTable = Readonly<Partial<Record<CardPart, Field<unknown>>>>;
type ValuesOf<T extends FieldTable> = { readonly [P in keyof T]: T[P] extends Field<infer Value> ? Value : never };

export type FieldsOutcome<T extends FieldTable> =
  { readonly ok: true; readonly values: ValuesOf<T> } | { readonly ok: false; readonly part: CardPart };

// ignoreBOM: U+FEFF would be a character of the card, not a mark to swallow.
const utf16 = new TextDecoder('utf-16le', { ignoreBOM: true });

export function field<Value>(offset: number, bytes: number, parse: Field<Value>['parse']): Field<Value> {
  return { places: [{ offset, bytes }], parse };
}

/** Reads every field of a table out of a block, or says which one is not what it should be; never its content. */
export function readFields<T extends FieldTable>(block: Uint8Array, table: T): FieldsOutcome<T> {
  const values: Partial<Record<CardPart, unknown>> = {};
  for (const [part, { places, parse }] of entriesOf(table)) {
    const text = textAt(block, places);
    // Half a character: the card was not read as it was written.
    const value = text.includes('\uFFFD') ? null : parse(text);
    if (value === null) return { ok: false, part };
    values[part] = value;
  }
  // A loop forgets which value belongs to which part; the table's type has said it.
  return { ok: true, values: values as ValuesOf<T> };
}

function entriesOf(table: FieldTable): [CardPart, Field<unknown>][] {
  return Object.entries(table) as [CardPart, Field<unknown>][];
}

function textAt(block: Uint8Array, places: readonly FieldPlace[]): string {
  const bytes = places.flatMap(({ offset, bytes: length }) => [...block.subarray(offset, offset + length)]);
  return utf16.decode(Uint8Array.from(bytes)).replace(/[ \0]+$/, '');
}
