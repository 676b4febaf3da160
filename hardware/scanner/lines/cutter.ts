/** Takes the maker's own messages out of a stream that they share with scans (protocols 2.3, 2.4). */
export interface Cutter<M> {
  push(bytes: Uint8Array): Piece<M>[];
  /** The line has been silent: what is kept will not be completed. */
  expire(): Piece<M>[];
  /** True while bytes are kept that may belong to a message. */
  isPending(): boolean;
}

/** `rest` belongs to no message; `broken` began like one and was none. */
export type Piece<M> =
  | { readonly kind: 'rest'; readonly bytes: Uint8Array }
  | { readonly kind: 'message'; readonly message: M }
  | { readonly kind: 'broken' };

export interface MessageShape<M> {
  /** How a message begins; its first byte must not come again in it. */
  readonly head: Uint8Array;
  readonly bytesMax: number;
  /** Called with each further byte, the head included: null while it is unfinished, 'broken' where it is no message. */
  readonly read: (bytes: Uint8Array) => M | null | 'broken';
}

/** For messages that begin in one way. Memory is bounded by `bytesMax`. */
export function createMessageCutter<M>({ head, bytesMax, read }: MessageShape<M>): Cutter<M> {
  const buffer = new Uint8Array(bytesMax);
  const first = head[0] ?? 0;
  let length = 0;

  /** What was kept is no head. Only its last byte can begin another. */
  function giveBack(): Piece<M> {
    const beginsAnew = buffer[length - 1] === first && length > 1;
    const bytes = buffer.slice(0, beginsAnew ? length - 1 : length);
    length = 0;
    if (beginsAnew) buffer[length++] = first;
    return { kind: 'rest', bytes };
  }

  function judge(): Piece<M> | null {
    if (length <= head.length && buffer[length - 1] !== head[length - 1]) return giveBack();
    if (length < head.length) return null;
    const message = read(buffer.subarray(0, length));
    if (message === null && length < bytesMax) return null;
    length = 0;
    return message === null || message === 'broken' ? { kind: 'broken' } : { kind: 'message', message };
  }

  return {
    push: (bytes) => {
      const pieces: Piece<M>[] = [];
      let at = 0;
      while (at < bytes.length) {
        if (length === 0) {
          const found = bytes.indexOf(first, at);
          const until = found === -1 ? bytes.length : found;
          if (until > at) pieces.push({ kind: 'rest', bytes: bytes.subarray(at, until) });
          at = until;
          if (found === -1) break;
        }
        buffer[length] = bytes[at] ?? 0;
        length += 1;
        at += 1;
        const piece = judge();
        if (piece !== null) pieces.push(piece);
      }
      return pieces;
    },
    expire: () => {
      if (length === 0) return [];
      const isHead = length >= head.length;
      const bytes = buffer.slice(0, length);
      length = 0;
      return [isHead ? { kind: 'broken' } : { kind: 'rest', bytes }];
    },
    isPending: () => length > 0,
  };
}
