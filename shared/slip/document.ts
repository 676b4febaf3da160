/**
 * A slip: what a receipt printer prints, as a document. It is laid out once into lines of columns (layout.ts) and those
 * lines go to paper (hardware) and to a page (html.ts), so both hold the same content by construction.
 */
export interface Slip {
  readonly blocks: readonly SlipBlock[];
}

export type SlipBlock =
  /** Words, broken at the line's end. */
  | {
      readonly kind: 'text';
      readonly text: string;
      readonly align?: 'left' | 'centre' | 'right';
      readonly bold?: boolean;
      /** 2: double width and height. */
      readonly size?: 1 | 2;
    }
  /** A label on the left and its value on the right; the value takes a line of its own where both do not fit. */
  | { readonly kind: 'pair'; readonly label: string; readonly value: string; readonly bold?: boolean }
  /** A table with its head, repeated nowhere; the first column is left, the others right. */
  | { readonly kind: 'table'; readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] }
  | { readonly kind: 'rule' }
  | { readonly kind: 'space'; readonly lines: number }
  /** A QR code, centred, with its meaning in words underneath. */
  | { readonly kind: 'qr'; readonly content: string; readonly caption: string }
  | { readonly kind: 'cut' };
