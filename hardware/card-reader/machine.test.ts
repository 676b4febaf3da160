/** Paths through the table that matter to somebody at the counter. */
import { expect, test } from 'vitest';
import { wltPhotoOf, textBlockOf } from '../simulators/card-image.ts';
import { EXAMPLE_CARD } from '../testing/cards.ts';
import { STATES, answer, asking, facts, lostSignal, settling, short, silence } from '../testing/reader-states.ts';
import { initialState, next } from './machine.ts';
import type { ReaderState } from './state.ts';

const cardData = Buffer.concat([Buffer.from([1, 0, 4, 0]), textBlockOf(EXAMPLE_CARD), wltPhotoOf(EXAMPLE_CARD)]);

test('in every state with a command outstanding, silence for the third time gives the link up', () => {
  for (const [, state] of STATES) {
    if (!('silences' in state) || ('asking' in state && !state.asking)) continue;
    const step = next({ ...state, silences: 2 }, silence);
    expect(step).toMatchObject({
      ok: true,
      state: { at: 'opening' },
      effects: [{ do: 'drop-link', reason: { code: 'silent' } }],
    });
  }
});

test('in every state with a command outstanding, a module that needs service is given up', () => {
  for (const sw3 of [0x60, 0x66]) {
    for (const [name, state] of STATES) {
      const step = next(state, answer(sw3));
      if (!step.ok) continue;
      expect([name, step.effects]).toMatchObject([name, [{ do: 'drop-link', reason: { code: 'device-fault' } }]]);
    }
  }
});

test('an outage that is no news is not told again', () => {
  const step = next(
    { at: 'opening', wants: 'wake' },
    { ...lostSignal, kind: 'lost', isNews: false, reason: { code: 'refused', detail: '' } },
  );
  expect(short(step)).toBe('opening');
});

// What the holder of the card is told after each status of a read (protocols 1.4).
test.each([
  [0x21, 'reader-fault', 'resetting'],
  [0x23, 'reader-fault', 'idle'],
  [0x24, 'reader-fault', 'resetting'],
  [0x31, 'damaged', 'idle'],
  [0x32, 'taken-away', 'idle'],
  [0x33, 'not-genuine', 'idle'],
  [0x40, 'unknown-document', 'idle'],
  [0x41, 'taken-away', 'idle'],
  [0x47, 'taken-away', 'idle'],
  [0x77, 'reader-fault', 'idle'],
])('a read that ends with status %i is told as %s, then comes %s', (sw3, reason, at) => {
  const step = next({ at: 'reading', ...facts }, answer(sw3));
  expect(step).toMatchObject({ state: { at }, effects: [{ do: 'tell', event: { kind: 'read-failed', reason } }, {}] });
});

test('a card that the module rejects twice in a row is called not genuine', () => {
  const step = next({ at: 'reading', ...facts, failedReads: 1 }, answer(0x32));
  expect(step).toMatchObject({ effects: [{ event: { kind: 'read-failed', reason: 'not-genuine' } }, {}] });
});

test('the third failed read in a row makes the module be reset', () => {
  const step = next({ at: 'reading', ...facts, failedReads: 2 }, answer(0x41));
  expect(short(step)).toBe('resetting + tell read-failed + ResetSAM');
});

test('a failed select is told only when it is the third in a row', () => {
  expect(short(next({ at: 'selecting', ...facts }, answer(0x81)))).toBe('idle + wait');
  expect(short(next({ at: 'selecting', ...facts, failedReads: 2 }, answer(0x81)))).toBe(
    'resetting + tell read-failed + ResetSAM',
  );
});

test('a good read clears the count of failures', () => {
  const step = next({ at: 'reading', ...facts, failedReads: 2 }, answer(0x90, cardData));
  expect(step).toMatchObject({
    state: { at: 'card-present', failedReads: 0 },
    effects: [{ event: { kind: 'card-read' } }, {}],
  });
});

test('a card that is read after the wish to rest is not told', () => {
  const step = next({ at: 'reading', ...facts, wants: 'rest' }, answer(0x90, cardData));
  expect(step).toMatchObject({ state: { at: 'card-present', reported: false }, effects: [{ do: 'wait' }] });
});

test('a card that is found after the wish to rest is left alone', () => {
  expect(short(next({ at: 'idle', ...asking, wants: 'rest' }, answer(0x9f)))).toBe('resting + wait');
  expect(short(next({ at: 'selecting', ...facts, wants: 'rest' }, answer(0x90)))).toBe('resting + wait');
});

test('a silent rate is followed by the next one, and a module that answers any of them is identified', () => {
  const state: ReaderState = { at: 'probing', ...settling, step: 'status', ratesLeft: [115200, 57600] };
  const step = next(state, silence);
  expect(step).toMatchObject({
    state: { ratesLeft: [57600] },
    effects: [{ do: 'set-baud', baud: 57600 }, { command: 'GetSAMStatus' }],
  });
});

test('a reader that will not tell its number is ready without one after three tries', () => {
  const step = next({ at: 'probing', ...settling, step: 'identity', identityTriesLeft: 1 }, answer(0x21));
  expect(step).toMatchObject({ effects: [{ do: 'confirm-link' }, { event: { kind: 'ready', samId: null } }, {}] });
});

test('waking does not take back the wish to read again', () => {
  const step = next({ ...initialState, at: 'closed', wants: 'reread' }, { kind: 'wake' });
  expect(step).toMatchObject({ state: { wants: 'reread' } });
});
