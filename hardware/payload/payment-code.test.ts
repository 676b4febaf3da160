import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { maskPaymentCodes, readPaymentCode } from './payment-code.ts';

const digits = (length: number) =>
  fc.array(fc.nat(9), { minLength: length, maxLength: length }).map((all) => all.join(''));

// The patterns of protocols 2.9, at their edges.
test.each([
  ['wechat-pay', '100000000000000000'],
  ['wechat-pay', '159999999999999999'],
  ['alipay', '2500000000000000'],
  ['alipay', '309999999999999999999999'],
  ['unionpay', '6200000000000000000'],
  ['e-cny', '0100000000000000000'],
  ['unionpay-emv', 'hQVDUFYwMWETTwegAAADMwEBUAhVbmlvblBheQ=='],
  ['unionpay-emv', 'hQVDUFYwM'],
])('%s: %s', (provider, text) => {
  expect(readPaymentCode(text)).toMatchObject({ kind: 'payment-code', provider });
});

// What protocols 2.2 lets a scanner send around a text.
test.each([
  ['a code-id letter', 'j134567890123456789'],
  ['STX', '\x02134567890123456789'],
  ['STX and ETX', '\x02134567890123456789\x03'],
  ['STX and a letter', '\x02Q134567890123456789\r\n'],
  ['a letter and a control character', 'Q\x02134567890123456789'],
  ['TAB', '134567890123456789\t'],
  ['a control character behind a space', '134567890123456789 \x04'],
])('%s around a code is no part of the secret', (_, text) => {
  expect(readPaymentCode(text)?.secret.reveal()).toBe('134567890123456789');
});

test('a code-id letter in front of the EMV form is none of it', () => {
  expect(readPaymentCode('shQVDUFYwMWETTw==')?.secret.reveal()).toBe('hQVDUFYwMWETTw==');
});

test.each([
  ['a 134567890123456789 b', 'a 13************89 b'],
  ['134567890123456789\t6200000000000000012', '13************89\t62************12'],
  ['xy:hQVDUFYwMWETTw==;', 'xy:hQ************==;'],
  ['1345678901234567890123456789', '1345678901234567890123456789'],
  ['6901234567892', '6901234567892'],
])('%j is shown as %j', (text, shown) => {
  expect(maskPaymentCodes(text)).toBe(shown);
});

test.each([
  ['two letters in front', 'jj134567890123456789'],
  ['FNC1 in front', '\x1d0106901234567892101'],
  ['one digit short', '13456789012345678'],
  ['one digit more', '1345678901234567890'],
  ['no wallet of WeChat', '160000000000000000'],
  ['15 digits', '250000000000000'],
  ['25 digits', '2500000000000000000000000'],
  ['before Alipay', '2400000000000000'],
  ['after Alipay', '3100000000000000'],
  ['a bank card of 16', '6200000000000000'],
  ['a letter in it', '13456789012345678O'],
  ['EMV of a merchant', '00020101'],
  ['nothing', ''],
])('%s is none', (_, text) => {
  expect(readPaymentCode(text)).toBeNull();
});

describe('the secret', () => {
  const body = digits(16);

  test('is given out by reveal and by nothing else', () => {
    fc.assert(
      fc.property(body, (rest) => {
        const text = `13${rest}`;
        const code = readPaymentCode(text);
        if (code === null) throw new Error('this is a code of WeChat');
        const { secret } = code;
        const shown = [
          String(secret),
          secret.toString(),
          JSON.stringify(code),
          JSON.stringify(secret),
          inspect(code, { depth: null, showHidden: true, getters: true }),
          inspect(secret, { customInspect: false, showHidden: true, getters: true }),
          JSON.stringify({ ...secret }),
          JSON.stringify(Object.entries(secret)),
          JSON.stringify(Object.getOwnPropertyNames(secret).map((name) => Reflect.get(secret, name) as unknown)),
          inspect(structuredClone(secret)),
        ];
        // Two digits at each end are the mask's; no eight in a row ever show.
        for (const each of shown) {
          expect(each).not.toContain(text);
          for (let at = 2; at + 8 <= 16; at += 1) expect(each).not.toContain(text.slice(at, at + 8));
        }
        expect(secret.reveal()).toBe(text);
      }),
    );
  });

  test('has a mask that tells neither the digits nor how many there are', () => {
    const masked = (text: string) => readPaymentCode(text)?.secret.masked;
    expect(masked('134567890123456789')).toBe('13************89');
    expect(masked('281234567890123456781234')).toBe('28************34');
    expect(JSON.stringify({ code: readPaymentCode('134567890123456789')?.secret })).toBe('{"code":"13************89"}');
    expect(inspect(readPaymentCode('134567890123456789')?.secret)).toBe('13************89');
  });
});
