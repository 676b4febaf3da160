/** Hostile bytes near to what is right: pure noise finds its way past no length field. */
import type { Dice } from './dice.ts';
import type { Action, Subject } from './subject.ts';

const EPISODE_BYTES = 8192;
const LONG_PIECE_BYTES = 65_536;
/** Pauses: within a message, between messages, and long enough to end whatever waits. */
const PAUSES_MS = [1, 30, 90, 250, 1200, 7000] as const;

type Maker = (dice: Dice, subject: Subject) => Uint8Array;

const sample: Maker = (dice, { samples, invent }) =>
  invent !== undefined && dice.below(2) === 0 ? invent(dice) : dice.pick(samples);

const noise: Maker = (dice) => dice.bytes(1 + dice.below(dice.below(16) === 0 ? 4000 : 120));

/** Of the bytes that messages are made of. */
const alike: Maker = (dice, subject) => {
  const letters = sample(dice, subject);
  if (letters.length === 0) return letters;
  return Uint8Array.from({ length: 1 + dice.below(200) }, () => letters[dice.below(letters.length)] ?? 0);
};

const changed: Maker = (dice, subject) => {
  const bytes = Uint8Array.from(sample(dice, subject));
  if (bytes.length === 0) return bytes;
  for (let left = 1 + dice.below(6); left > 0; left -= 1) {
    const at = dice.below(bytes.length);
    bytes[at] = dice.below(2) === 0 ? dice.below(256) : (bytes[at] ?? 0) ^ (1 << dice.below(8));
  }
  return bytes;
};

const truncated: Maker = (dice, subject) => {
  const bytes = sample(dice, subject);
  const from = dice.below(4) === 0 ? dice.below(bytes.length + 1) : 0;
  return bytes.subarray(from, from + dice.below(bytes.length + 1));
};

const spliced: Maker = (dice, subject) => {
  const [head, tail] = [sample(dice, subject), sample(dice, subject)];
  return Buffer.concat([head.subarray(0, dice.below(head.length + 1)), tail.subarray(dice.below(tail.length + 1))]);
};

const stuffed: Maker = (dice, subject) => {
  const bytes = sample(dice, subject);
  const at = dice.below(bytes.length + 1);
  return Buffer.concat([bytes.subarray(0, at), dice.bytes(dice.below(40)), bytes.subarray(at)]);
};

const repeated: Maker = (dice, subject) => {
  const bytes = sample(dice, subject);
  const times = 2 + dice.below(dice.below(32) === 0 ? 200 : 4);
  return Buffer.concat(Array.from({ length: times }, () => bytes)).subarray(0, LONG_PIECE_BYTES);
};

const monotonous: Maker = (dice, subject) => {
  const [first = 0] = sample(dice, subject);
  const most = dice.below(16) === 0 ? 12_000 : 200;
  return new Uint8Array(1 + dice.below(most)).fill(dice.pick([0x00, 0xff, 0x20, first, dice.below(256)]));
};

/** The common ones stand there more often. */
const MAKERS = [
  ...[sample, sample, sample, changed, changed, changed, truncated, truncated, spliced, stuffed],
  ...[noise, noise, alike, repeated, monotonous],
] as const;

/** About 8 KB of one kind of trouble after the other, in pieces; the same for the same dice. */
export function makeEpisode(subject: Subject, dice: Dice): Action[] {
  const actions: Action[] = [];
  const whim = (): number => dice.below(0x1_0000);
  for (let bytes = 0; bytes < EPISODE_BYTES;) {
    const made = dice.pick(MAKERS)(dice, subject);
    bytes += made.length + 1;
    const pieces = subject.input === 'whole' ? [made] : cut(made, dice);
    for (const piece of pieces) {
      actions.push({ do: 'push', bytes: piece, whim: whim() });
      if (dice.below(24) === 0) actions.push({ do: 'quiet', ms: dice.pick(PAUSES_MS), whim: whim() });
    }
  }
  return actions;
}

function cut(bytes: Uint8Array, dice: Dice): Uint8Array[] {
  const most = dice.pick([1, 3, 64, 700, LONG_PIECE_BYTES]);
  const pieces: Uint8Array[] = [];
  for (let at = 0; at < bytes.length;) {
    const size = 1 + dice.below(most);
    pieces.push(bytes.subarray(at, at + size));
    at += size;
  }
  return pieces;
}
