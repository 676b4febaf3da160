/** Random numbers that are the same in every run with one seed (sfc32). */
export interface Dice {
  /** A whole number from 0 up to below `limit`. */
  below(limit: number): number;
  /** One of a list, which must not be empty. */
  pick<T>(list: readonly T[]): T;
  bytes(count: number): Uint8Array;
}

const WARM_UP = 16;

/** `stream` tells apart what is drawn with one seed. */
export function createDice(seed: number, stream = 0): Dice {
  let a = seed | 0;
  let b = stream | 0;
  let c = 0x2545f491;
  let counter = 1;

  function next(): number {
    const drawn = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + drawn) | 0;
    return drawn >>> 0;
  }
  for (let round = 0; round < WARM_UP; round += 1) next();

  const below = (limit: number): number => next() % limit;
  return {
    below,
    pick: (list) => {
      const index = below(list.length);
      const [picked] = list.slice(index, index + 1);
      if (picked === undefined) throw new RangeError('there is nothing to pick from');
      return picked;
    },
    bytes: (count) => {
      const bytes = new Uint8Array(count);
      for (let at = 0; at < count; at += 1) bytes[at] = next();
      return bytes;
    },
  };
}
