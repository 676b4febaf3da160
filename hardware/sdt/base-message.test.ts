import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { SimulatedCard } from '../simulators/card-image.ts';
import { photoOf, textBlockOf } from '../simulators/card-image.ts';
import { SANDBOX_CARDS } from '../simulators/people.ts';
import { EXAMPLE_CARD } from '../testing/cards.ts';
import { decodeBaseMessage } from './base-message.ts';

function dataOf(card: SimulatedCard): Buffer {
  return Buffer.concat([Buffer.from([1, 0, 4, 0]), textBlockOf(card), photoOf(card)]);
}

const samId = '05.03-20160427-0001234567-0087654321';

test('the worked example 1.15 is decoded field by field', () => {
  expect(decodeBaseMessage(dataOf(EXAMPLE_CARD), samId)).toEqual({
    ok: true,
    record: {
      document: 'resident',
      name: '张三',
      sex: 'male',
      ethnicity: '汉',
      birth: '1900-01-01',
      address: '北京市东城区示例胡同1号',
      number: '110101190001010014',
      authority: '北京市公安局东城分局',
      validFrom: '2020-01-01',
      validTo: '2040-01-01',
      photo: Uint8Array.from(photoOf(EXAMPLE_CARD)),
      samId,
    },
  });
});

test.each([
  ['a long-term card', { validTo: '长期' }, { validTo: 'long-term' }],
  ['sex 0', { sex: '0' }, { sex: 'unknown' }],
  ['sex 2', { sex: '2' }, { sex: 'female' }],
  ['sex 9', { sex: '9' }, { sex: 'not-stated' }],
  ['ethnicity 56', { ethnicityCode: '56' }, { ethnicity: '基诺' }],
  ['ethnicity 36 (not 毛难)', { ethnicityCode: '36' }, { ethnicity: '毛南' }],
  ['ethnicity 97', { ethnicityCode: '97' }, { ethnicity: '其他' }],
  ['an ethnicity nobody knows', { ethnicityCode: '77' }, { ethnicity: '未知' }],
  ['no ethnicity', { ethnicityCode: '  ' }, { ethnicity: '未知' }],
  ['a small x', { number: '11010519491231002x' }, { number: '11010519491231002X' }],
  ['a name that fills its field', { name: '阿'.repeat(15) }, { name: '阿'.repeat(15) }],
  ['a name with a middle dot', { name: '阿依古丽·买买提' }, { name: '阿依古丽·买买提' }],
  ['rare characters', { name: '刘䶮赟' }, { name: '刘䶮赟' }],
  ['a character outside the basic plane', { name: '王𬴂' }, { name: '王𬴂' }],
  ['full-width digits in the address', { address: '样板路１２号' }, { address: '样板路１２号' }],
  ['a leap day', { birth: '20000229' }, { birth: '2000-02-29' }],
] as const)('%s is read as it is', (_, change, expected) => {
  expect(decodeBaseMessage(dataOf({ ...EXAMPLE_CARD, ...change }), null)).toMatchObject({ ok: true, record: expected });
});

test.each(['J', 'I', 'Y'])('a document of letter %s is refused by its letter', (letter) => {
  const expected = { ok: false, code: 'unsupported-document', letter };
  expect(decodeBaseMessage(dataOf({ ...EXAMPLE_CARD, letter }), null)).toEqual(expected);
});

test.each(['Q', 'j', '\0', '证'])('the unknown letter %j is refused, not guessed', (letter) => {
  const expected = { ok: false, code: 'unknown-document-letter', letter };
  expect(decodeBaseMessage(dataOf({ ...EXAMPLE_CARD, letter }), null)).toEqual(expected);
});

test.each([
  ['name', { name: '' }],
  ['name', { name: `张${String.fromCharCode(0xd800)}` }],
  ['sex', { sex: '7' }],
  ['birth', { birth: '19000230' }],
  ['birth', { birth: '1900010' }],
  ['number', { number: '' }],
  ['validFrom', { validFrom: '20201301' }],
  ['validTo', { validTo: '长' }],
  ['validTo', { validTo: '00000000' }],
] as const)('a card whose %s is not what it should be is malformed, and the value stays unsaid', (part, change) => {
  const card: SimulatedCard = { ...EXAMPLE_CARD, ...(change as Partial<SimulatedCard>) };
  expect(decodeBaseMessage(dataOf(card), null)).toEqual({ ok: false, code: 'malformed-card', part });
});

test.each([
  ['no data', Buffer.alloc(0)],
  ['lengths only', Buffer.from([1, 0, 4, 0])],
  ['a text of another length', Buffer.concat([Buffer.from([0, 255, 4, 0]), Buffer.alloc(1279)])],
  ['a photo of another length', Buffer.concat([Buffer.from([1, 0, 2, 0]), Buffer.alloc(768)])],
  ['a byte too many', Buffer.concat([dataOf(EXAMPLE_CARD), Buffer.alloc(1)])],
])('%s is malformed by its layout', (_, data) => {
  expect(decodeBaseMessage(data, null)).toEqual({ ok: false, code: 'malformed-card', part: 'layout' });
});

test('no bytes make the decoder throw', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 256, maxLength: 256 }), fc.boolean(), (text, isResident) => {
      const block = Buffer.from(text);
      if (isResident) block.write(' ', 248, 'utf16le');
      const data = Buffer.concat([Buffer.from([1, 0, 4, 0]), block, Buffer.alloc(1024)]);
      expect(decodeBaseMessage(data, null).ok).toBe(false);
    }),
  );
});

test('every person of the sandbox is decoded, except the one with the unknown letter', () => {
  const refused = SANDBOX_CARDS.filter((card) => !decodeBaseMessage(dataOf(card), null).ok);
  expect(refused.map(({ id }) => id)).toEqual(['unknown-letter']);
});

test('the photo is a copy: later bytes on the wire do not change it', () => {
  const data = dataOf(EXAMPLE_CARD);
  const decoded = decodeBaseMessage(data, null);
  data.fill(0);
  expect(decoded).toMatchObject({ ok: true, record: { photo: Uint8Array.from(photoOf(EXAMPLE_CARD)) } });
});
