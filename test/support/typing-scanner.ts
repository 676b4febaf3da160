// A scanner in keyboard mode, as the browser meets it: key events by place, a few milliseconds apart, Shift as a key of
// its own, Enter at the end. Not by playwright's keyboard, which waits for each key and writes capitals without Shift.
import type { CDPSession, Page } from 'playwright-core';

const SIGNS: Readonly<Record<string, readonly [code: string, shift: boolean]>> = {
  '.': ['Period', false],
  '-': ['Minus', false],
  _: ['Minus', true],
};

export async function typeAsScanner(page: Page, text: string): Promise<void> {
  const devTools = await page.context().newCDPSession(page);
  const keys = [...Array.from(text, placeOf), { code: 'Enter', key: 'Enter', shift: false }];
  // The strokes of one key go out together; the browser takes them in their order, a key in two or three milliseconds.
  for (const key of keys) await Promise.all(strokesOf(devTools, key));
  await devTools.detach();
}

interface Key {
  readonly code: string;
  readonly key: string;
  readonly shift: boolean;
}

function placeOf(character: string): Key {
  if (/^[0-9]$/.test(character)) return { code: `Digit${character}`, key: character, shift: false };
  if (/^[A-Za-z]$/.test(character))
    return { code: `Key${character.toUpperCase()}`, key: character, shift: /[A-Z]/.test(character) };
  const sign = SIGNS[character];
  if (!sign) throw new Error(`order codes do not hold ${JSON.stringify(character)}`);
  return { code: sign[0], key: character, shift: sign[1] };
}

function strokesOf(devTools: CDPSession, { code, key, shift }: Key): Promise<unknown>[] {
  const send = (type: 'keyDown' | 'keyUp', what: { code: string; key: string; text?: string }): Promise<unknown> =>
    devTools.send('Input.dispatchKeyEvent', { type, modifiers: shift ? 8 : 0, ...what });
  const shiftKey = { code: 'ShiftLeft', key: 'Shift' };
  return [
    ...(shift ? [send('keyDown', shiftKey)] : []),
    send('keyDown', { code, key, text: key === 'Enter' ? '\r' : key }),
    send('keyUp', { code, key }),
    ...(shift ? [send('keyUp', shiftKey)] : []),
  ];
}
