import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createKeyScan, GAP_MS, SCAN_LENGTH_MAX, SILENCE_MS, type KeyNews, type KeyPress } from './key-scan.ts';
import { characterOf } from './us-keyboard.ts';

const CODES = [
  ...Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ', (letter) => `Key${letter}`),
  ...Array.from('0123456789', (digit) => `Digit${digit}`),
  ...['Space', 'Minus', 'Equal', 'BracketLeft', 'BracketRight', 'Backslash', 'Semicolon', 'Quote', 'Backquote'],
  ...['Comma', 'Period', 'Slash'],
];

/** The key for a character, as a scanner with a US keyboard presses it. */
function keyFor(character: string): Omit<KeyPress, 'at'> {
  for (const code of CODES) {
    for (const shiftKey of [false, true]) {
      for (const ctrlKey of [false, true]) {
        const key = { code, shiftKey, ctrlKey, repeat: false };
        if (characterOf(key) === character) return key;
      }
    }
  }
  throw new Error(`no key writes ${JSON.stringify(character)}`);
}

const named = (code: string, at: number): KeyPress => ({ code, shiftKey: false, ctrlKey: false, repeat: false, at });

/** A page, the capture in front of it, and a clock that is turned by hand. */
function openPage() {
  const scanner = createKeyScan<KeyPress>();
  /** What reached the page, in order: characters, and other keys by name. */
  const page: string[] = [];
  const scans: string[] = [];
  /** Both, as they came. */
  const all: string[] = [];
  let now = 1_000;

  function reach(key: KeyPress): void {
    const name = characterOf(key) ?? key.code;
    page.push(name);
    all.push(name);
  }
  function hear({ typed, scan }: KeyNews<KeyPress>): void {
    typed.forEach(reach);
    if (scan === null) return;
    scans.push(scan);
    all.push(...Array.from(scan));
  }
  function passTime(ms: number): void {
    const until = now + ms;
    for (let at = scanner.deadline(); at !== null && at <= until; at = scanner.deadline()) {
      now = at;
      hear(scanner.expire(now));
    }
    now = until;
  }
  function press(key: Omit<KeyPress, 'at'>, after = 0): boolean {
    passTime(after);
    const { swallow, ...news } = scanner.press({ ...key, at: now });
    hear(news);
    if (!swallow) reach({ ...key, at: now });
    return swallow;
  }
  const type = (text: string, gapMs: number): void => {
    for (const character of text) press(keyFor(character), gapMs);
  };
  return {
    page,
    scans,
    all,
    passTime,
    press,
    type,
    pressed: (code: string, after = 0) => press(named(code, 0), after),
  };
}

const ORDER = 'ZG1.eyJvcmRlcklkIjoiMDE5-_x.AbC-_09';

describe('a scanner', () => {
  test.each(['Enter', 'NumpadEnter', 'Tab'])('ended by %s: the page sees nothing of it', (end) => {
    const { page, scans, type, pressed } = openPage();
    type(ORDER, 8);
    pressed(end, 8);
    expect({ page, scans }).toEqual({ page: [], scans: [ORDER] });
  });

  test('without a suffix is ended by silence', () => {
    const { page, scans, type, passTime } = openPage();
    type('6901234567892', 12);
    passTime(SILENCE_MS - 1);
    expect(scans).toEqual([]);
    passTime(1);
    expect({ page, scans }).toEqual({ page: [], scans: ['6901234567892'] });
  });

  test('that presses Shift and Ctrl as keys of their own is read all the same, GS included', () => {
    const { page, scans, press, pressed } = openPage();
    for (const character of ']C1010690123\x1d21aB') {
      const key = keyFor(character);
      if (key.shiftKey) pressed('ShiftLeft', 8);
      if (key.ctrlKey) pressed('ControlLeft', 8);
      press(key, 8);
    }
    pressed('Enter', 8);
    expect(scans).toEqual([']C1010690123\x1d21aB']);
    expect(new Set(page)).toEqual(new Set(['ShiftLeft', 'ControlLeft']));
  });

  test('may end with a line feed as a chord', () => {
    const { scans, type, press } = openPage();
    type('ABCDEF', 5);
    press(keyFor('\n'), 5);
    expect(scans).toEqual(['ABCDEF']);
  });

  test('that stutters once it is known is not cut in two', () => {
    const { page, scans, type, pressed } = openPage();
    type('690123', 10);
    type('4567892', SILENCE_MS - 5);
    pressed('Enter', 10);
    expect({ page, scans }).toEqual({ page: [], scans: ['6901234567892'] });
  });

  test('two scans, one after the other, are two; the same one again at once is one', () => {
    const { page, scans, type, pressed, passTime } = openPage();
    for (const text of ['ABCDEF', 'GHIJKL', 'GHIJKL']) {
      type(text, 5);
      pressed('Enter', 5);
      passTime(300);
    }
    passTime(2_000);
    type('GHIJKL', 5);
    pressed('Enter', 5);
    expect({ page, scans }).toEqual({ page: [], scans: ['ABCDEF', 'GHIJKL', 'GHIJKL'] });
  });

  test('with a key in it that writes nothing is told with a gap, so that nobody takes it for whole', () => {
    const { page, scans, type, pressed } = openPage();
    type('690123', 5);
    pressed('F8', 5);
    type('4567892', 5);
    pressed('Enter', 5);
    expect({ page, scans }).toEqual({ page: [], scans: ['690123\ufffd4567892'] });
  });

  test('that never stops fills a bounded text', () => {
    const { page, scans, type, pressed } = openPage();
    type('9'.repeat(SCAN_LENGTH_MAX + 500), 1);
    pressed('Enter', 1);
    expect(page).toEqual([]);
    expect(scans).toEqual(['9'.repeat(SCAN_LENGTH_MAX)]);
  });
});

describe('a person', () => {
  test('typing a phone number fast reaches the page with every key, in order, and nothing is scanned', () => {
    const { page, scans, type, pressed, passTime } = openPage();
    // A quick hand on a numeric pad: 110 ms, with fingers rolling over each other now and then.
    type('138', 110);
    type('00', 35);
    type('01', 110);
    type('234', 40);
    passTime(60);
    type('5', 90);
    pressed('Enter', 200);
    expect({ page: page.join(''), scans }).toEqual({ page: '13800012345Enter', scans: [] });
  });

  test('five keys pressed at once are given back after the gap, and not before', () => {
    const { page, scans, type, passTime } = openPage();
    type('12345', 3);
    passTime(GAP_MS - 1);
    expect(page).toEqual([]);
    passTime(1);
    expect({ page, scans }).toEqual({ page: ['1', '2', '3', '4', '5'], scans: [] });
  });

  test('a held key repeats on the page and is no scan', () => {
    const { page, scans, press } = openPage();
    press(keyFor('1'));
    for (let times = 0; times < 20; times += 1) press({ ...keyFor('1'), repeat: true }, times === 0 ? 250 : 33);
    expect(page).toHaveLength(21);
    expect(scans).toEqual([]);
  });

  test.each(['Enter', 'Tab', 'Backspace', 'ArrowLeft', 'Escape', 'F5'])('%s is never held', (code) => {
    const { page, pressed, type } = openPage();
    expect(pressed(code)).toBe(false);
    type('12', 20);
    expect(pressed(code, 20)).toBe(false);
    expect(page).toEqual([code, '1', '2', code]);
  });

  test('a space that presses a button, and a chord, are not held', () => {
    const { press } = openPage();
    expect(press(keyFor(' '))).toBe(false);
    expect(press({ ...keyFor('r'), ctrlKey: true }, 500)).toBe(false);
  });

  test('who types while somebody scans loses nothing typed before and after', () => {
    const { page, scans, type, pressed, passTime } = openPage();
    type('138', 120);
    passTime(GAP_MS);
    type(ORDER, 9);
    pressed('Enter', 9);
    type('001', 120);
    pressed('Backspace', 120);
    expect({ page: page.join(''), scans }).toEqual({ page: '138001Backspace', scans: [ORDER] });
  });
});

test('a key struck in the middle of a scan spoils the scan, which is then no code, and never the page', () => {
  const { page, scans, type, pressed } = openPage();
  type(ORDER.slice(0, 12), 9);
  type('7', 4);
  type(ORDER.slice(12), 5);
  pressed('Enter', 9);
  expect({ page, scans }).toEqual({ page: [], scans: [`${ORDER.slice(0, 12)}7${ORDER.slice(12)}`] });
});

test('every key is scanned or reaches the page, once and in order, whatever the times', () => {
  // Each character once, so that nothing is taken for a repeated scan, and a space among them.
  const characters = Array.from({ length: 60 }, (_, at) => String.fromCharCode(0x30 + at)).with(7, ' ');
  const presses = fc.array(fc.tuple(fc.constantFrom('key', 'key', 'key', 'key', 'Enter', 'Backspace'), fc.nat(120)), {
    maxLength: characters.length,
  });
  const quick = presses.map((hand) => hand.map(([what, gap]) => [what, Math.floor(gap / 5)] as const));
  fc.assert(
    fc.property(fc.oneof(presses, quick), (hand) => {
      const { all, press, pressed, passTime } = openPage();
      const keys = hand.map(([what, gap], at) => ({ what, gap, character: characters[at] ?? '' }));
      for (const { what, gap, character } of keys) {
        if (what === 'key') press(keyFor(character), gap);
        else pressed(what, gap);
      }
      passTime(SILENCE_MS);
      const written = keys.filter(({ what }) => what === 'key').map(({ character }) => character);
      expect(all.filter((each) => characters.includes(each))).toEqual(written);
    }),
    { numRuns: 400 },
  );
});
