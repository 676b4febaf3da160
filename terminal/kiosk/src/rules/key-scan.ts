/**
 * Tells a scanner in keyboard mode from a person at the keys, by their timing (protocols 2.7). Pure: time comes with
 * the keys and as an argument.
 *
 * The first keys are held back: five quick ones may still be a hand. At the sixth it is a scan, and all of it is kept
 * from the page until Enter, Tab or silence ends it. Keys that turn out to be typed are given back in their order, at
 * the latest 50 ms after the last of them; keys that write nothing are never held.
 */
import { characterOf, type KeyPlace } from './us-keyboard.ts';

/** Nobody types six characters with less than this between each two. */
export const GAP_MS = 50;
/** A scanner without a suffix has ended; one that stutters has not. */
export const SILENCE_MS = 100;
export const SCAN_LENGTH_MIN = 6;
/** The most digits a QR code holds (protocols 2.2); the agent takes no longer text. */
export const SCAN_LENGTH_MAX = 7089;
/** The same text again within this time is the same pull of the trigger (protocols 2.2); it slides. */
const REPEAT_MS = 1500;

export interface KeyPress extends KeyPlace {
  /** Milliseconds on any clock that only goes forward. */
  readonly at: number;
  /** Sent by a key that is held down: never a scanner's. */
  readonly repeat: boolean;
}

export interface KeyNews<K> {
  /** Keys held back until now that are no scan's: they go to the page first, in this order. */
  readonly typed: readonly K[];
  readonly scan: string | null;
}

export interface KeyScan<K extends KeyPress> {
  /** `swallow`: this key is not for the page, or not yet. */
  press(key: K): KeyNews<K> & { readonly swallow: boolean };
  /** Nothing was pressed until now. */
  expire(now: number): KeyNews<K>;
  /** Keys are being held back or swallowed. */
  isUnderWay(): boolean;
  /** When `expire` may have something to say; null while nothing is kept. */
  deadline(): number | null;
}

const END_KEYS = new Set(['Enter', 'NumpadEnter', 'Tab']);
/** The same as chords: Ctrl and M, J, I. */
const END_CHARACTERS = new Set(['\r', '\n', '\t']);
const MODIFIERS = /^(?:Shift|Control)(?:Left|Right)$/;
/** Stands for a key that a scan should not hold, so that what is left is not taken for the whole. */
const UNKNOWN = '\ufffd';

export function createKeyScan<K extends KeyPress>(): KeyScan<K> {
  let held: K[] = [];
  let text = '';
  let lastAt = 0;
  let told: { text: string; at: number } | null = null;

  const isScan = (): boolean => text.length >= SCAN_LENGTH_MIN;

  function letGo(): readonly K[] {
    const typed = held;
    held = [];
    text = '';
    return typed;
  }

  function finish(): string | null {
    const scan = text;
    const isRepeat = told?.text === scan && lastAt - told.at < REPEAT_MS;
    told = { text: scan, at: lastAt };
    letGo();
    return isRepeat ? null : scan;
  }

  function expire(now: number): KeyNews<K> {
    if (told && now - told.at >= REPEAT_MS) told = null;
    if (text === '' || now - lastAt < (isScan() ? SILENCE_MS : GAP_MS)) return { typed: [], scan: null };
    return isScan() ? { typed: [], scan: finish() } : { typed: letGo(), scan: null };
  }

  function add(character: string): void {
    if (text.length < SCAN_LENGTH_MAX) text += character;
    if (isScan()) held = [];
  }

  function goOn(key: K): string | null {
    if (endsScan(key)) return finish();
    if (!key.repeat) add(characterOf(key) ?? UNKNOWN);
    return null;
  }

  return {
    expire,
    isUnderWay: () => text !== '',
    press: (key) => {
      const before = expire(key.at);
      if (text !== '' && !key.repeat) lastAt = key.at;
      if (MODIFIERS.test(key.code)) return { ...before, swallow: false };
      if (isScan()) return { typed: [], scan: goOn(key), swallow: true };
      const character = key.repeat || endsScan(key) ? null : characterOf(key);
      if (character === null || (text === '' && !mayBegin(key, character)))
        return { typed: [...before.typed, ...letGo()], scan: before.scan, swallow: false };
      lastAt = key.at;
      held = [...held, key];
      add(character);
      return { ...before, swallow: true };
    },
    deadline: () => {
      if (text !== '') return lastAt + (isScan() ? SILENCE_MS : GAP_MS);
      return told === null ? null : told.at + REPEAT_MS;
    },
  };
}

function endsScan(key: KeyPress): boolean {
  return END_KEYS.has(key.code) || END_CHARACTERS.has(characterOf(key) ?? '');
}

/** A chord is somebody's command, and a space presses a button: neither begins a scan. */
function mayBegin(key: KeyPress, character: string): boolean {
  return !key.ctrlKey && character !== ' ';
}
