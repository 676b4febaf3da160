import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { SimulatedCard, SimulatedResident } from '../simulators/card-image.ts';
import { wltPhotoOf, textBlockOf } from '../simulators/card-image.ts';
import { SANDBOX_CARDS } from '../simulators/people.ts';
import { EXAMPLE_CARD, sandboxCard } from '../testing/cards.ts';
import { decodeBaseMessage, decodeBaseMessageWithFingerprints } from './base-message.ts';

function dataOf(card: SimulatedCard): Buffer {
  return Buffer.concat([Buffer.from([1, 0, 4, 0]), textBlockOf(card), wltPhotoOf(card)]);
}

const samId = '05.03-20160427-0001234567-0087654321';
const photoAndSam = (card: SimulatedCard) => ({ photo: Uint8Array.from(wltPhotoOf(card)), samId });

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
      ...photoAndSam(EXAMPLE_CARD),
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

test.each([
  [
    'hmt',
    {
      document: 'hmt',
      name: '何样本',
      sex: 'female',
      birth: '1985-03-17',
      address: '广东省中山市示例镇样板路6号',
      number: '810000198503179821',
      authority: '中山市公安局',
      validFrom: '2023-05-20',
      validTo: '2028-05-20',
      passNumber: 'H00000098',
      issueCount: 2,
    },
  ],
  [
    'foreign-2017',
    {
      document: 'fpr2017',
      name: '安样本',
      englishName: 'SPECIMEN, ANNA EXAMPLE',
      chineseName: '安样本',
      sex: 'female',
      birth: '1982-09-14',
      number: 'DEU310182091493',
      nationality: 'DEU',
      validFrom: '2019-07-08',
      validTo: '2029-07-07',
      edition: '01',
      acceptedBy: '3101',
    },
  ],
  [
    'foreign-2023',
    {
      document: 'fpr2023',
      name: 'SPECIMEN-VON EXAMPLE, MAX TEMPLATE JOHANNES',
      englishName: 'SPECIMEN-VON EXAMPLE, MAX TEMPLATE JOHANNES',
      chineseName: '',
      sex: 'male',
      birth: '1978-11-02',
      number: '931756197811029810',
      nationality: 'CHE',
      authority: '中华人民共和国国家移民管理局',
      validFrom: '2024-03-18',
      validTo: '2034-03-17',
      issueCount: 0,
      earlierNumberLink: '',
    },
  ],
])('the card of %s is decoded field by field', (id, record) => {
  const card = sandboxCard(id);
  expect(decodeBaseMessage(dataOf(card), samId)).toEqual({ ok: true, record: { ...record, ...photoAndSam(card) } });
});

test.each([
  ['hmt', { validTo: '长期', issues: '  ' }, { validTo: 'long-term', issueCount: 0 }],
  ['foreign-2017', { chineseName: '' }, { name: 'SPECIMEN, ANNA EXAMPLE', chineseName: '' }],
  [
    'foreign-2017',
    { englishName: 'X'.repeat(60), number: 'deu310182091493' },
    { englishName: 'X'.repeat(60), number: 'DEU310182091493' },
  ],
  [
    'foreign-2023',
    { englishName: 'Y'.repeat(46), chineseName: '麦样本' },
    { englishName: 'Y'.repeat(46), name: '麦样本' },
  ],
  [
    'foreign-2023',
    { englishName: 'SHORT NAME', earlierNumberLink: '012' },
    { englishName: 'SHORT NAME', earlierNumberLink: '012' },
  ],
])('a card of %s with %j is read as it is', (id, change, expected) => {
  const card = { ...sandboxCard(id), ...change } as SimulatedCard;
  expect(decodeBaseMessage(dataOf(card), null)).toMatchObject({ ok: true, record: expected });
});

test.each([
  ['hmt', 'hmt', 'name', { name: '' }],
  ['hmt', 'hmt', 'issueCount', { issues: '1A' }],
  ['hmt', 'hmt', 'passNumber', { passNumber: `H${String.fromCharCode(0xdc00)}` }],
  ['foreign-2017', 'fpr2017', 'englishName', { englishName: '' }],
  ['foreign-2017', 'fpr2017', 'nationality', { nationality: 'D3U' }],
  ['foreign-2017', 'fpr2017', 'birth', { birth: '20250229' }],
  ['foreign-2023', 'fpr2023', 'sex', { sex: '3' }],
  ['foreign-2023', 'fpr2023', 'nationality', { nationality: '' }],
  ['foreign-2023', 'fpr2023', 'validTo', { validTo: '20241301' }],
])('a card of %s (%s) whose %s is not what it should be is malformed', (id, document, part, change) => {
  const card = { ...sandboxCard(id), ...change } as SimulatedCard;
  expect(decodeBaseMessage(dataOf(card), null)).toEqual({ ok: false, code: 'malformed-card', document, part });
});

test.each([0, 512, 1024])(
  'of the form with fingerprints (%i bytes) all is kept but the fingerprints',
  (fingerBytes) => {
    const card = sandboxCard('hmt');
    const finger = Buffer.alloc(fingerBytes, 0xf1);
    const lengths = Buffer.from([1, 0, 4, 0, fingerBytes >> 8, 0]);
    const data = Buffer.concat([lengths, textBlockOf(card), wltPhotoOf(card), finger]);
    const decoded = decodeBaseMessageWithFingerprints(data, samId);
    expect(decoded).toEqual(decodeBaseMessage(dataOf(card), samId));
    expect(decoded).toMatchObject({ ok: true, record: { document: 'hmt', ...photoAndSam(card) } });
    // Each form is nonsense to the other one.
    expect(decodeBaseMessage(data, null)).toMatchObject({ ok: false });
    expect(decodeBaseMessageWithFingerprints(dataOf(card), null)).toMatchObject({ ok: false });
  },
);

test('a photo of another length is kept as it is: the text can still be read', () => {
  const data = Buffer.concat([Buffer.from([1, 0, 0, 5]), textBlockOf(EXAMPLE_CARD), Buffer.from('photo')]);
  const photo = Uint8Array.from(Buffer.from('photo'));
  expect(decodeBaseMessage(data, null)).toMatchObject({ ok: true, record: { name: '张三', photo } });
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
  const card: SimulatedCard = { ...EXAMPLE_CARD, ...(change as Partial<SimulatedResident>) };
  const expected = { ok: false, code: 'malformed-card', document: 'resident', part };
  expect(decodeBaseMessage(dataOf(card), null)).toEqual(expected);
});

test.each([
  ['no data', Buffer.alloc(0)],
  ['lengths only', Buffer.from([1, 0, 4, 0])],
  ['a text of another length', Buffer.concat([Buffer.from([0, 255, 4, 0]), Buffer.alloc(1279)])],
  ['a photo shorter than it says', Buffer.concat([Buffer.from([1, 0, 4, 0]), Buffer.alloc(256 + 1023)])],
  ['a byte too many', Buffer.concat([dataOf(EXAMPLE_CARD), Buffer.alloc(1)])],
])('%s is malformed by its layout', (_, data) => {
  const expected = { ok: false, code: 'malformed-card', document: null, part: 'layout' };
  expect(decodeBaseMessage(data, null)).toEqual(expected);
  expect(decodeBaseMessageWithFingerprints(data, null)).toEqual(expected);
});

test('no bytes make the decoder throw', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ minLength: 256, maxLength: 256 }),
      fc.constantFrom(' ', 'J', 'I', 'Y', '?'),
      (text, letter) => {
        const block = Buffer.from(text);
        block.write(letter, 248, 'utf16le');
        const data = Buffer.concat([Buffer.from([1, 0, 4, 0]), block, Buffer.alloc(1024)]);
        expect(decodeBaseMessage(data, null).ok).toBe(false);
      },
    ),
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
  expect(decoded).toMatchObject({ ok: true, record: { photo: Uint8Array.from(wltPhotoOf(EXAMPLE_CARD)) } });
});
