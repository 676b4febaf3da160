import { expect, test } from 'vitest';
import { SESSION_STATES } from '#agent/session/states.ts';
import { cancelling, screenKey } from './stage.ts';

test('from the order to the contract there is always something to cancel; before and after there is not', () => {
  const none = SESSION_STATES.filter((state) => cancelling(state) === 'nothing');
  expect(none).toEqual(['idle', 'submitting', 'signing', 'receipt', 'outcome', 'repay-working', 'repay-done']);
});

test('once sent, cancelling withdraws', () => {
  expect(cancelling('review')).toBe('forget');
  expect(cancelling('deciding')).toBe('withdraw');
  expect(cancelling('contract')).toBe('withdraw');
});

test('a new question is a new screen, a new answer to it is not', () => {
  const phone = { kind: 'contact', ask: 'phone', phone: '', offline: false } as const;
  expect(screenKey(phone)).toBe(screenKey({ ...phone, offline: true }));
  expect(screenKey(phone)).not.toBe(screenKey({ kind: 'contact', ask: 'income', chosen: null }));
  const find = { kind: 'repay-find', ask: 'reference', reference: '' } as const;
  expect(screenKey(find)).toBe(screenKey({ ...find, reference: 'A7-0193' }));
  expect(screenKey(find)).not.toBe(screenKey({ ...find, ask: 'phone', phoneLast4: '' }));
});
