/** A printer's bytes into replies (protocols 3.3): told apart by their fixed bits, cut anywhere, garbage skipped. */

/** `automatic`: GS a. `paper`: GS r or ESC v. `hold` and `go-on`: XOFF and XON, which may stand between any two bytes. */
export type Reply =
  | { readonly kind: 'real-time'; readonly bits: number }
  | { readonly kind: 'automatic'; readonly bits: readonly [number, number, number, number] }
  | { readonly kind: 'paper'; readonly bits: number }
  | { readonly kind: 'proof'; readonly id: string }
  | { readonly kind: 'identity'; readonly text: string }
  | { readonly kind: 'hold' }
  | { readonly kind: 'go-on' };

export interface ReplyParser {
  push(bytes: Uint8Array): Reply[];
  /** The line has been quiet: what was begun is not going to end. */
  expire(): void;
  isPending(): boolean;
  /** Bytes that were no part of any reply, since the parser was made. */
  noiseBytes(): number;
}

const XON = 0x11;
const XOFF = 0x13;
/** Of every byte bits 7, 4, 1 and 0 are fixed: x0x1xx10 and, first of four, x0x1xx00. */
const FIXED_BITS = 0x93;
const REAL_TIME = 0x12;
const AUTOMATIC = 0x10;
/** The other bytes of an automatic status have bits 7 and 4 clear. */
const CLEAR_LATER = 0x90;
const PAPER_ANSWERS: ReadonlySet<number> = new Set([0x00, 0x03, 0x0c, 0x0f]);
const PROOF = 0x37;
const PROOF_SECOND = 0x22;
const IDENTITY = 0x5f;
/** GS I answers with a name; what runs on for longer is none. */
const IDENTITY_BYTES_MAX = 80;

/** What was begun, and whether the next byte may go on with it. */
const GOES_ON: Readonly<Record<number, (begun: readonly number[], byte: number) => boolean>> = {
  [PROOF]: (begun, byte) =>
    begun.length === 1 ? byte === PROOF_SECOND : begun.length === 6 ? byte === 0 : byte >= 0x20 && byte <= 0x7e,
  [IDENTITY]: (begun, byte) => begun.length < IDENTITY_BYTES_MAX && (byte === 0 || (byte >= 0x20 && byte <= 0x7e)),
};

export function createReplyParser(): ReplyParser {
  let begun: number[] = [];
  let noise = 0;

  function take(byte: number): Reply[] {
    if (byte === XOFF) return [{ kind: 'hold' }];
    if (byte === XON) return [{ kind: 'go-on' }];
    const first = begun[0];
    if (first === undefined) return begin(byte);
    const goesOn = GOES_ON[first] ?? ((_: readonly number[], next: number) => (next & CLEAR_LATER) === 0);
    if (!goesOn(begun, byte)) {
      noise += begun.length;
      begun = [];
      return begin(byte);
    }
    begun.push(byte);
    const reply = whole(begun);
    if (reply === null) return [];
    begun = [];
    return [reply];
  }

  function begin(byte: number): Reply[] {
    if ((byte & FIXED_BITS) === REAL_TIME) return [{ kind: 'real-time', bits: byte }];
    if (PAPER_ANSWERS.has(byte)) return [{ kind: 'paper', bits: byte }];
    if ((byte & FIXED_BITS) === AUTOMATIC || byte === PROOF || byte === IDENTITY) begun = [byte];
    else noise += 1;
    return [];
  }

  return {
    push: (bytes) => Array.from(bytes).flatMap(take),
    expire: () => {
      noise += begun.length;
      begun = [];
    },
    isPending: () => begun.length > 0,
    noiseBytes: () => noise,
  };
}

function whole(begun: readonly number[]): Reply | null {
  const [first = 0, second = 0, third = 0, fourth = 0] = begun;
  if (first === PROOF) {
    return begun.length < 7 ? null : { kind: 'proof', id: String.fromCharCode(...begun.slice(2, 6)) };
  }
  if (first === IDENTITY) {
    if (begun.at(-1) !== 0) return null;
    return { kind: 'identity', text: String.fromCharCode(...begun.slice(1, -1)).trim() };
  }
  return begun.length < 4 ? null : { kind: 'automatic', bits: [first, second, third, fourth] };
}
