import fc from 'fast-check';
import { expect, test } from 'vitest';
import { crc16 } from './crc16.ts';
import { looksLikeEmvMerchant, readEmvMerchant } from './emv-merchant.ts';

/** The example of EMVCo's "Merchant-Presented QR Code Specification" 1.1, table 6 and below, with its CRC A13A. */
const PUBLISHED =
  '00020101021229300012D156000000000510A93FO3230Q31280012D15600000001030812345678520441115802CN5914BEST TRANSPORT' +
  '6007BEIJING64200002ZH0104最佳运输0202北京540523.7253031565502016233030412340603***0708A60086670902ME91320016A0112233' +
  '449988770708123456786304A13A';

const field = (id: string, value: string): string => id + String(Array.from(value).length).padStart(2, '0') + value;
const sealed = (body: string): string => {
  const open = `${body}6304`;
  return open + crc16(new TextEncoder().encode(open)).toString(16).toUpperCase().padStart(4, '0');
};
const account = field('26', field('00', 'cn.example'));
const rest = ['5204', '5411', '5303', '156', '5802', 'CN', '5906', 'SHOP 1', '6004', 'CITY'].join('');
const withRest = (middle: string): string => sealed(`000201${account}${middle}${rest}`);
const reasonFor = (text: string): unknown => {
  const code = readEmvMerchant(text);
  return code.ok ? code.value : code.reason;
};

test('the published example is read whole: templates, amount, tip, additional data, the other language', () => {
  expect(readEmvMerchant(PUBLISHED)).toEqual({
    ok: true,
    value: {
      initiation: 'dynamic',
      accounts: [
        {
          id: '29',
          value: '0012D156000000000510A93FO3230Q',
          fields: [
            { id: '00', value: 'D15600000000' },
            { id: '05', value: 'A93FO3230Q' },
          ],
        },
        {
          id: '31',
          value: '0012D15600000001030812345678',
          fields: [
            { id: '00', value: 'D15600000001' },
            { id: '03', value: '12345678' },
          ],
        },
      ],
      categoryCode: '4111',
      currency: '156',
      amount: '23.72',
      tip: 'ask',
      country: 'CN',
      name: 'BEST TRANSPORT',
      city: 'BEIJING',
      postcode: null,
      additional: [
        { id: '03', value: '1234' },
        { id: '06', value: '***' },
        { id: '07', value: 'A6008667' },
        { id: '09', value: 'ME' },
      ],
      otherLanguage: { language: 'ZH', name: '最佳运输', city: '北京' },
      unreserved: [{ id: '91', value: '0016A011223344998877070812345678' }],
    },
  });
});

test('accounts below 26 are text, and what is not said is null', () => {
  expect(readEmvMerchant(sealed(`000201${field('04', '1234567890')}${rest}`))).toMatchObject({
    ok: true,
    value: {
      initiation: null,
      accounts: [{ id: '04', value: '1234567890', fields: [] }],
      amount: null,
      tip: null,
      otherLanguage: null,
      additional: [],
    },
  });
});

test.each([
  ['a wrong CRC', PUBLISHED.replace('23.72', '13.72'), 'checksum'],
  ['a CRC in small letters', PUBLISHED.replace(/A13A$/, 'a13a'), 'structure'],
  ['no CRC', PUBLISHED.slice(0, -8), 'missing-field'],
  ['something behind the CRC', `${PUBLISHED}9901x`, 'missing-field'],
  ['half of it', PUBLISHED.slice(0, 100), 'length'],
  ['letters for a length', '0002010Ax', 'structure'],
  ['an empty value', sealed(`000201${account}5400${rest}`), 'length'],
  ['an id twice', withRest(field('01', '11') + field('01', '12')), 'structure'],
  ['no account', sealed(`000201${rest}`), 'missing-field'],
  ['no country', sealed(`000201${account}${rest.replace('5802CN', '')}`), 'missing-field'],
  ['a currency in letters', sealed(`000201${account}${rest.replace('156', 'CNY')}`), 'structure'],
  ['an amount in words', withRest(field('54', '1,50')), 'structure'],
  ['a fixed tip without its amount', withRest(field('55', '02')), 'missing-field'],
  ['a tip in per cent without its number', withRest(field('55', '03')), 'missing-field'],
  ['a template that is none', withRest(field('27', '0099x')), 'length'],
  ['additional data that is none', withRest(field('62', 'bill 1')), 'structure'],
  ['another language without a name', withRest(field('64', field('00', 'ZH'))), 'missing-field'],
])('%s is said, and not guessed', (_, text, reason) => {
  expect(reasonFor(text)).toBe(reason);
});

test('a fixed tip and one in per cent come with their numbers', () => {
  expect(reasonFor(withRest(field('55', '02') + field('56', '5.00')))).toMatchObject({ tip: 'fixed' });
  expect(reasonFor(withRest(field('55', '03') + field('57', '12.5')))).toMatchObject({ tip: 'percent' });
});

test('whatever the names, lengths count characters and the CRC counts bytes', () => {
  const name = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
    .filter((text) => Array.from(text).length < 25);
  fc.assert(
    fc.property(name, (text) => {
      const code = sealed(`000201${account}${rest.replace('5906SHOP 1', () => field('59', text))}`);
      expect(reasonFor(code)).toMatchObject({ name: text });
    }),
  );
});

test('any change of one character is noticed', () => {
  const place = fc.nat(PUBLISHED.length - 1);
  fc.assert(
    fc.property(place, fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 1 }), (at, character) => {
      fc.pre(PUBLISHED[at] !== character);
      expect(readEmvMerchant(PUBLISHED.slice(0, at) + character + PUBLISHED.slice(at + 1)).ok).toBe(false);
    }),
  );
});

test('a number of digits only never looks like one', () => {
  expect(looksLikeEmvMerchant('00020112345678901237')).toBe(false);
  expect(looksLikeEmvMerchant(PUBLISHED)).toBe(true);
  expect(looksLikeEmvMerchant('000201x')).toBe(true);
});
