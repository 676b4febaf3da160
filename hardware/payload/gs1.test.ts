import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkDigitOf } from '#shared/goods/check-digit.ts';
import { readBracketed, readElementString } from './gs1.ts';
import { identifierAt, predefinedLength } from './gs1-identifiers.ts';
import { breachOf } from './gs1-value.ts';
import type { Parsed } from './parsed.ts';
import type { Gs1Element } from './scanned-code.ts';

const GS = '\x1d';
const pairsOf = (elements: Parsed<Gs1Element[]>): unknown =>
  elements.ok ? elements.value.map(({ ai, value }) => `${ai}=${value}`) : elements.reason;

describe('an element string as scanned', () => {
  test.each([
    // Examples of the GS1 General Specifications and of GS1's own guides.
    ['GTIN and batch', '0109506000134352' + '10ABC123', ['01=09506000134352', '10=ABC123']],
    ['an SSCC', '00395011015300000011', ['00=395011015300000011']],
    [
      'fixed values in a row',
      '010950600013435217260531' + '3103001750',
      ['01=09506000134352', '17=260531', '3103=001750'],
    ],
    ['a separator after a value of any length', `10AB-1${GS}2112345`, ['10=AB-1', '21=12345']],
    ['a separator that was not needed', `0109506000134352${GS}10A`, ['01=09506000134352', '10=A']],
    ['a separator at the end', `10A${GS}`, ['10=A']],
    ['FNC1 in front', `${GS}10A`, ['10=A']],
    ['a fixed value that is not predefined', `422156${GS}10A`, ['422=156', '10=A']],
    ['content and count', '0209506000134352' + '3724', ['02=09506000134352', '37=24']],
    ['a location', '4109506000134352', ['410=9506000134352']],
    ['a price with its currency', '391215612345', ['3912=15612345']],
    ['a month without a day', '15260200', ['15=260200']],
    ['the 29th of February', '17280229', ['17=280229']],
  ])('%s', (_, text, pairs) => {
    expect(pairsOf(readElementString(text))).toEqual(pairs);
  });

  test.each([
    ['an identifier that nobody knows', '0409506000134352', 'unknown-identifier'],
    ['no identifier', 'ABC', 'unknown-identifier'],
    ['nothing', '', 'missing-field'],
    ['nothing but FNC1', GS, 'missing-field'],
    ['two separators', `10A${GS}${GS}21B`, 'unknown-identifier'],
    ['a GTIN cut short', '01095060001343', 'length'],
    ['an empty batch', `10${GS}21B`, 'length'],
    ['a batch too long', `10${'A'.repeat(21)}`, 'length'],
    ['letters in a GTIN', '0109506000134X52', 'structure'],
    ['a letter that GS1 does not have', '10批次', 'structure'],
    ['a 13th month', '17261301', 'structure'],
    ['the 30th of February', '17260230', 'structure'],
    ['the 29th in a year without one', '17260229', 'structure'],
    ['the same twice', `10A${GS}10B`, 'structure'],
    ['a wrong digit in a GTIN', '0109506000134353', 'check-digit'],
    ['a wrong digit in an SSCC', '00395011015300000012', 'check-digit'],
    ['a wrong digit in a location', '4109506000134353', 'check-digit'],
  ])('%s is said', (_, text, reason) => {
    expect(pairsOf(readElementString(text))).toBe(reason);
  });
});

describe('the printed form', () => {
  test.each([
    ['(01)09506000134352(17)260531(10)ABC123', ['01=09506000134352', '17=260531', '10=ABC123']],
    ['(10)A(1)B', ['10=A(1)B']],
    ['(10)A(05)B', ['10=A(05)B']],
    ['(240)A)B(C(21)1', ['240=A)B(C', '21=1']],
  ])('%s', (text, pairs) => {
    expect(pairsOf(readBracketed(text))).toEqual(pairs);
  });

  test.each([
    ['(0755)12345678', 'unknown-identifier'],
    ['(05)A(10)B', 'unknown-identifier'],
    ['x(10)A', 'unknown-identifier'],
    ['(01)09506000134353', 'check-digit'],
    ['(01)', 'length'],
    ['(10)two words', 'structure'],
    ['', 'unknown-identifier'],
  ])('%j is said', (text, reason) => {
    expect(pairsOf(readBracketed(text))).toBe(reason);
  });

  test('says the same as the scanned one', () => {
    const batch = fc.stringMatching(/^[A-Z0-9/-]{1,20}$/);
    const body = fc.array(fc.nat(9), { minLength: 13, maxLength: 13 }).map((digits) => digits.join(''));
    fc.assert(
      fc.property(body, batch, batch, (digits, lot, serial) => {
        const gtin = digits + checkDigitOf(digits);
        const scanned = readElementString(`01${gtin}10${lot}${GS}21${serial}`);
        expect(scanned.ok).toBe(true);
        expect(readBracketed(`(01)${gtin}(10)${lot}(21)${serial}`)).toEqual(scanned);
      }),
    );
  });
});

describe('the table of identifiers', () => {
  const all = Array.from({ length: 11_000 }, (_, n) => (n < 100 ? pad(n, 2) : n < 1_000 ? pad(n, 3) : pad(n, 4)))
    .concat(Array.from({ length: 1_000 }, (_, n) => pad(n, 3)))
    .filter((ai) => identifierAt(ai)?.ai === ai);

  test('no identifier is the beginning of another', () => {
    expect(all.length).toBeGreaterThan(400);
    for (const ai of all)
      for (const length of [2, 3]) if (length < ai.length) expect(identifierAt(ai.slice(0, length))).toBeNull();
  });

  test('what is predefined in length has just that length', () => {
    for (const ai of all) {
      const whole = predefinedLength(ai);
      const { format = '' } = identifierAt(ai) ?? {};
      if (whole === null) continue;
      const exact = '1'.repeat(whole - ai.length);
      expect(breachOf(format, exact), ai).not.toBe('length');
      expect(breachOf(format, `${exact}1`), ai).toBe('length');
      expect(breachOf(format, exact.slice(1)), ai).toBe('length');
    }
  });

  test("titles are GS1's", () => {
    expect(identifierAt('3103001750')).toEqual({ ai: '3103', format: 'N6', title: 'NET WEIGHT (kg)' });
    expect(identifierAt('17260531')?.title).toBe('USE BY or EXPIRY');
    expect(identifierAt('93X')?.title).toBe('INTERNAL');
    expect(identifierAt('3106')).toBeNull();
  });
});

test('optional parts may be there or not, and nothing in between', () => {
  expect(breachOf('N13,check [X..17]', '9506000134352')).toBeNull();
  expect(breachOf('N13,check [X..17]', '9506000134352AB')).toBeNull();
  expect(breachOf('N3 [N3] [N3]', '156392')).toBeNull();
  expect(breachOf('N3 [N3] [N3]', '15639')).toBe('structure');
  expect(breachOf('N14,check N4', '095060001343520102')).toBeNull();
});

function pad(number: number, length: number): string {
  return String(number).padStart(length, '0');
}
