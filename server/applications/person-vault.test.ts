import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { newPersonKey, openWith, sealWith, unwrapPersonKey, wrapPersonKey } from './person-vault.ts';

const bytes = fc.uint8Array({ maxLength: 300 });

describe('a sealed text', () => {
  test('opens to what was sealed, and never twice looks the same', () => {
    fc.assert(
      fc.property(bytes, (content) => {
        const key = newPersonKey();
        const sealed = sealWith(key, 'application:1', content);
        expect([...openWith(key, 'application:1', sealed)]).toEqual([...content]);
        expect([...sealWith(key, 'application:1', content)]).not.toEqual([...sealed]);
      }),
    );
  });

  test('with any bit changed does not open', () => {
    const key = newPersonKey();
    const sealed = sealWith(key, 'p', new TextEncoder().encode('made-up content'));
    fc.assert(
      fc.property(fc.integer({ min: 0, max: sealed.length - 1 }), fc.integer({ min: 0, max: 7 }), (place, bit) => {
        const altered = Uint8Array.from(sealed);
        altered[place] = (altered[place] ?? 0) ^ (1 << bit);
        expect(() => openWith(key, 'p', altered)).toThrow();
      }),
    );
  });

  test('does not open for another purpose or with another key', () => {
    const key = newPersonKey();
    const sealed = sealWith(key, 'application:1', new Uint8Array(8));
    expect(() => openWith(key, 'application:2', sealed)).toThrow();
    expect(() => openWith(newPersonKey(), 'application:1', sealed)).toThrow();
    expect(() => openWith(key, 'application:1', new Uint8Array(20))).toThrow(/longer/);
  });
});

test('a person’s key opens only with the master key and for its own shopper', () => {
  const [master, person] = [newPersonKey(), newPersonKey()];
  const wrapped = wrapPersonKey(master, 'shopper-1', person);
  expect([...unwrapPersonKey(master, 'shopper-1', wrapped)]).toEqual([...person]);
  expect(() => unwrapPersonKey(master, 'shopper-2', wrapped)).toThrow();
  expect(() => unwrapPersonKey(newPersonKey(), 'shopper-1', wrapped)).toThrow();
});
