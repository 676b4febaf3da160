import { generateKeyPairSync, sign, verify } from 'node:crypto';
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fen } from '../money/fen.ts';
import { canonicalJson, hashOf, sha256Hex } from './hash.ts';
import { fromBase64Url, orderCodeBody, orderCodeText, readOrderCode, toBase64Url } from './order-code.ts';
import { amountSchema, dateSchema, fenSchema, idSchema } from './scalars.ts';

const json = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.string(),
    fc.maxSafeInteger(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.string(), tie('value'), { maxKeys: 5 }),
  ),
})).value;

describe('canonical JSON', () => {
  test('is JSON of the same value', () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(JSON.parse(canonicalJson(value))).toEqual(clean(value));
      }),
    );
  });

  test('does not depend on the order in which keys were set', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.integer(), { maxKeys: 8 }), (object) => {
        const turned = Object.fromEntries(Object.entries(object).reverse());
        expect(hashOf(turned)).toBe(hashOf(object));
      }),
    );
  });

  test('leaves out what is undefined, so that a value hashes as it travels', () => {
    expect(canonicalJson({ b: undefined, a: 1 })).toBe('{"a":1}');
  });
});

test('hashes are SHA-256 as Node has it', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      expect(sha256Hex(bytes)).toBe(createHash('sha256').update(bytes).digest('hex'));
    }),
  );
  expect(sha256Hex('掌柜')).toBe(createHash('sha256').update('掌柜', 'utf8').digest('hex'));
});

test('base64url goes there and back', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
      expect([...fromBase64Url(toBase64Url(bytes))]).toEqual([...bytes]);
      expect(toBase64Url(bytes)).toBe(Buffer.from(bytes).toString('base64url'));
    }),
  );
});

describe('an order code', () => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const payload = {
    orderId: '0199c0de-0000-7000-8000-000000000001',
    merchantId: '0199c0de-0000-7000-8000-000000000002',
    merchant: '示例家电行',
    store: '县城总店',
    summary: '冰箱 × 1',
    priceFen: fen(3_500_00),
    downPaymentFen: fen(500_00),
    expiresAt: 1_800_000_000_000,
  };
  const body = orderCodeBody(payload);
  const code = orderCodeText(body, sign(null, Buffer.from(body), privateKey));

  test('says what was signed, and its signature holds', () => {
    const read = readOrderCode(`  ${code}\r\n`);
    expect(read?.payload).toEqual(payload);
    expect(read && verify(null, read.signed, publicKey, read.signature)).toBe(true);
  });

  test('with any character changed is unreadable or does not verify', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: code.length - 2 }), fc.constantFrom('A', 'z', '9', '_'), (place, other) => {
        fc.pre(code.charAt(place) !== other);
        const read = readOrderCode(`${code.slice(0, place)}${other}${code.slice(place + 1)}`);
        expect(read === null || !verify(null, read.signed, publicKey, read.signature)).toBe(true);
      }),
    );
  });

  test('never throws on noise', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), (noise) => {
        expect(readOrderCode(noise)).toBeNull();
      }),
    );
    for (let length = 20; length < 48; length += 1) {
      expect(readOrderCode(`ZG1.${'A'.repeat(length)}.${'A'.repeat(86)}`)).toBeNull();
    }
  });
});

test('the small types of the wire refuse what they are not', () => {
  expect(amountSchema.safeParse(-1).success).toBe(false);
  expect(amountSchema.safeParse(1.5).success).toBe(false);
  expect(fenSchema.safeParse(-1).success).toBe(true);
  expect(dateSchema.safeParse('2026-02-30').success).toBe(false);
  expect(idSchema.safeParse('A7-0001').success).toBe(false);
});

/** JSON has no negative zero. */
function clean(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}
