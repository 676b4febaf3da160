import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { orderCodeBody, orderCodeText } from '#shared/wire/order-code.ts';
import { fen } from '#shared/money/fen.ts';
import { parseScannedCode } from './parse.ts';

const parse = (text: string, symbology: string | null = null) => parseScannedCode({ text, symbology });

const orderCode = orderCodeText(
  orderCodeBody({
    orderId: '01939d1c-0000-7000-8000-000000000001',
    merchantId: '01939d1c-0000-7000-8000-000000000002',
    merchant: '示例家电',
    store: '总店',
    summary: '冰箱',
    priceFen: fen(299_900),
    downPaymentFen: fen(0),
    expiresAt: 1_900_000_000_000,
  }),
  new Uint8Array(64),
);

describe('our order code', () => {
  test.each([null, ']Q1', ']d1', ']z0'])('is known in any bar code (%s)', (symbology) => {
    expect(parse(` ${orderCode}`, symbology)).toMatchObject({
      kind: 'order-code',
      text: orderCode,
      payload: { merchant: '示例家电' },
    });
  });

  test('damaged, it is said to be damaged', () => {
    const damaged = { kind: 'malformed', of: 'order-code', reason: 'structure' };
    expect(parse('ZG1.')).toEqual(damaged);
    expect(parse(orderCode.slice(0, -1))).toEqual(damaged);
    expect(parse(`ZG1.${'A'.repeat(21)}.${'A'.repeat(86)}`)).toEqual(damaged);
    expect(parse('ZG2.other')).toEqual({ kind: 'text', text: 'ZG2.other' });
  });
});

describe('goods', () => {
  // The numbers of protocols 2.10.
  test.each([
    ['6901234567892', ']E0', 'gtin-13', '06901234567892'],
    ['6901234567892', null, 'gtin-13', '06901234567892'],
    ['6901234567892', ']C0', 'gtin-13', '06901234567892'],
    ['036000291452', ']E0', 'gtin-12', '00036000291452'],
    ['036000291452', null, 'gtin-12', '00036000291452'],
    ['96385074', ']E4', 'gtin-8', '00000096385074'],
    ['96385074', ']E0', 'gtin-8', '00000096385074'],
    ['96385074', null, 'gtin-8', '00000096385074'],
    ['16901234567899', ']I1', 'gtin-14', '16901234567899'],
    ['04252614', ']E0', 'gtin-12', '00042100005264'],
    ['425261', ']E0', 'gtin-12', '00042100005264'],
  ])('%s in %s', (text, symbology, format, gtin14) => {
    expect(parse(text, symbology)).toEqual({ kind: 'gtin', format, gtin14 });
  });

  test.each([
    ['a wrong digit in an EAN', '4901234567890', ']E0', 'check-digit'],
    ['a wrong digit in a UPC-E', '04252615', ']E0', 'check-digit'],
    ['a wrong digit, and China in front', '6901234567890', null, 'check-digit'],
    ['a wrong digit on a carton', '16901234567890', ']I1', 'check-digit'],
    ['an EAN cut short', '690123456789', ']E0', 'check-digit'],
    ['an add-on alone', '12345', ']E2', 'length'],
    ['letters in an EAN', '690123456789X', ']E0', 'structure'],
  ])('%s is malformed', (_, text, symbology, reason) => {
    expect(parse(text, symbology)).toEqual({ kind: 'malformed', of: 'gtin', reason });
  });

  test.each([
    ["a store's own label", '2012345678903', ']E0'],
    ["a store's own label, unknown bar code", '2012345678903', null],
    ['thirteen digits that are no GTIN', '1234567890123', null],
    ['twelve digits that are no GTIN', '036000291453', null],
    ['eight digits in another bar code', '96385074', ']C0'],
    ['a date', '20261231', null],
    ['a carton number of another length', '123456789012', ']I0'],
  ])('%s is just a text', (_, text, symbology) => {
    expect(parse(text, symbology)).toEqual({ kind: 'text', text });
  });
});

describe('a payment code', () => {
  test('comes before every number', () => {
    expect(parse('134567890123456789')).toMatchObject({ kind: 'payment-code', provider: 'wechat-pay' });
    expect(parse('134567890123456789', ']C0')).toMatchObject({ kind: 'payment-code' });
    // It would read as GTIN and batch too.
    expect(parse('0106901234567892101')).toMatchObject({ kind: 'payment-code', provider: 'e-cny' });
    expect(parse('hQVDUFYwMWETTwegAAADMwEBUAhVbmlvblBheQ==', ']Q1')).toMatchObject({ provider: 'unionpay-emv' });
  });

  test('18 digits of a WeChat code are never a GTIN, whatever the check digit', () => {
    fc.assert(
      fc.property(fc.integer({ min: 10, max: 15 }), fc.integer({ min: 0, max: 10 ** 15 }), (start, rest) => {
        const text = `${start}${String(rest).padStart(16, '0')}`;
        expect(parse(text).kind).toBe('payment-code');
      }),
    );
  });

  test('is one in any frame that a scanner puts around it', () => {
    for (const text of ['j134512345678901234', '\x02134512345678901234\x03', ']Q1j134512345678901234\t']) {
      expect(parse(text)).toMatchObject({ kind: 'payment-code', provider: 'wechat-pay' });
    }
    expect(parse('\x1d0106901234567892101')).toMatchObject({ kind: 'gs1' });
  });

  test('is none where the bar code says that it holds goods', () => {
    expect(parse('0106901234567892101', ']C1')).toMatchObject({ kind: 'gs1', gtin14: '06901234567892' });
    expect(parse('134567890123456789', ']E3')).toMatchObject({ kind: 'malformed', of: 'gtin' });
  });
});

describe('GS1', () => {
  const elements = [
    { ai: '01', title: 'GTIN', value: '06901234567892' },
    { ai: '10', title: 'BATCH/LOT', value: 'A1' },
  ];
  test.each([
    ['01069012345678921' + '0A1', ']C1'],
    ['01069012345678921' + '0A1', ']e0'],
    ['01069012345678921' + '0A1', ']d2'],
    ['01069012345678921' + '0A1', ']Q3'],
    ['01069012345678921' + '0A1', null],
    ['\x1d01069012345678921' + '0A1', null],
    [']C101069012345678921' + '0A1', null],
    ['(01)06901234567892(10)A1', null],
    ['https://example.cn/shop/01/06901234567892/10/A1', null],
    ['HTTPS://EXAMPLE.CN/01/6901234567892/10/A1', ']Q1'],
    ['https://example.cn/01/06901234567892?10=A1&linkType=gs1:pip', null],
  ])('%j in %s', (text, symbology) => {
    expect(parse(text, symbology)).toEqual({ kind: 'gs1', gtin14: '06901234567892', elements });
  });

  test('an SSCC names no good', () => {
    expect(parse('00395011015300000011')).toMatchObject({ kind: 'gs1', gtin14: null });
  });

  test.each([
    ['0106901234567890', ']C1', 'check-digit'],
    ['hello', ']d2', 'unknown-identifier'],
    ['\x1dhello', null, 'unknown-identifier'],
    ['(01)06901234567890', null, 'check-digit'],
  ])('%j in %s is malformed', (text, symbology, reason) => {
    expect(parse(text, symbology)).toEqual({ kind: 'malformed', of: 'gs1', reason });
  });

  test.each([
    '0106901234567890',
    '00395011015300000012',
    '0106901234567892ZZ',
    '(0755)12345678',
    '(10)two words',
    '(x)',
  ])('%j does not say that it is GS1, and does not read as it', (text) => {
    expect(parse(text)).toEqual({ kind: 'text', text });
  });
});

describe('links', () => {
  // The forms of protocols 2.11, and paths that only look like GS1's.
  test.each([
    ['https://qr.alipay.com/fkx0123', 'https', 'qr.alipay.com'],
    ['HTTPS://QR.ALIPAY.COM/FKX0123', 'https', 'qr.alipay.com'],
    ['https://qr.95516.com/00010000/0123', 'https', 'qr.95516.com'],
    ['wxp://f2f0example', 'wxp', 'f2f0example'],
    ['weixin://wxpay/bizpayurl?pr=example', 'weixin', 'wxpay'],
    ['https://example.cn/01/06901234567890', 'https', 'example.cn'],
    ['https://example.cn/01/06901234567892/10', 'https', 'example.cn'],
    ['https://example.cn/01/06901234567892/10/%', 'https', 'example.cn'],
    ['https://example.cn/01/06901234567892?05=1', 'https', 'example.cn'],
    ['ftp://example.cn/01/06901234567892', 'ftp', 'example.cn'],
  ])('%s', (text, scheme, host) => {
    expect(parse(text)).toEqual({ kind: 'link', scheme, host, text });
  });

  test.each(['https://', 'https://[', 'mailto:a@example.cn', 'WIFI:S:shop;;', 'example.cn/01/1', 'file:///etc/hosts'])(
    '%s is a text',
    (text) => {
      expect(parse(text)).toEqual({ kind: 'text', text });
    },
  );
});

describe('whatever is scanned', () => {
  test('a text in front of which a scanner typed the symbology is read without it', () => {
    expect(parse(']E06901234567892')).toMatchObject({ kind: 'gtin' });
    expect(parse(']Q1hello')).toEqual({ kind: 'text', text: 'hello' });
    expect(parse(']1x')).toEqual({ kind: 'text', text: ']1x' });
    expect(parse(']Q1hello', ']Q1')).toEqual({ kind: 'text', text: ']Q1hello' });
  });

  test('what is longer than any code is not looked into', () => {
    const text = `000201${'9'.repeat(7084)}`;
    expect(parse(text)).toEqual({ kind: 'text', text });
  });

  const beginnings = fc.constantFrom(
    '',
    'ZG1.',
    '000201',
    '(01)',
    '01',
    '00',
    '\x1d',
    'hQVDUFYwM',
    'https://',
    '69',
    ']C1',
    '13',
  );
  const symbologies = fc.constantFrom(null, ']E0', ']E4', ']C0', ']C1', ']Q3', ']I1', ']Q1', ']d2', '', 'x');
  const pieces = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.stringMatching(/^[0-9]{0,40}$/),
    fc.stringMatching(/^[0-9A-Z()/.|]{0,60}$/).map((text) => text.replaceAll('|', '\x1d')),
  );

  test('it is some kind of code, and a payment code never shows', () => {
    fc.assert(
      fc.property(beginnings, pieces, symbologies, (beginning, piece, symbology) => {
        const code = parse(beginning + piece, symbology);
        if (code.kind === 'payment-code') expect(inspect(code, { depth: null })).not.toContain(code.secret.reveal());
        if (code.kind === 'gtin') expect(code.gtin14).toMatch(/^\d{14}$/);
      }),
      { numRuns: 3_000 },
    );
  });

  test('the longest texts that could be slow are read in a blink', () => {
    const fill = (unit: string): string => unit.repeat(Math.ceil(7_089 / unit.length)).slice(0, 7_089);
    const worst = [
      '(10)',
      '10A\x1d',
      '000201',
      '0002010101',
      '(',
      '9',
      '(01)0',
      'https://a/01/',
      '%',
      '\x02',
      ' ',
      '\x02a',
    ].map(fill);
    const started = performance.now();
    for (const text of worst) for (const symbology of [null, ']C1', ']E0']) parse(text, symbology);
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});
