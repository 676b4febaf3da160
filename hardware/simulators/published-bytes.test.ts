/** The simulator's bytes against the published ones (protocols 1.2 to 1.15): it must not be wrong together with the driver. */
import { expect, test } from 'vitest';
import { EXAMPLE_CARD, sandboxCard } from '../testing/cards.ts';
import { textBlockOf, withCheckCharacter, withCheckDigit } from './card-image.ts';
import { SANDBOX_CARDS } from './people.ts';
import { SAM_ID, emptyReader, putCard, respond, takeCard } from './reader-model.ts';
import type { ReaderModel } from './reader-model.ts';
import { createRequestReader, replyFrame } from './sdt-wire.ts';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex').toUpperCase();
const bytesOf = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex');
const reply = (sw3: number, data: Uint8Array = Buffer.alloc(0)): Buffer =>
  replyFrame({ sw: [0, 0, sw3], data: Buffer.from(data) });

test.each([
  ['found', reply(0x9f, Buffer.alloc(4)), 'AAAAAA9669000800009F0000000097'],
  ['not found', reply(0x80), 'AAAAAA9669000400008084'],
  ['selected', reply(0x90, Buffer.alloc(8)), 'AAAAAA9669000C00009000000000000000009C'],
  ['not selected', reply(0x81), 'AAAAAA9669000400008185'],
  ['plain OK', reply(0x90), 'AAAAAA9669000400009094'],
])('the reply "%s" is the published one', (_, frame, published) => {
  expect(hex(frame)).toBe(published);
});

test('the 12 FF reply is the published one up to its checksum', () => {
  const published = 'AA AA AA 96 69 00 14 00 00 90 05 00 03 00 AB 9F 33 01 87 D6 12 00 B1 7F 39 05 35';
  expect(hex(reply(0x90, SAM_ID))).toBe(hex(bytesOf(published)));
});

test('the worked example 1.15 has the published bytes, 1295 in all and checksum 4A', () => {
  const text = textBlockOf(EXAMPLE_CARD);
  const frame = reply(0x90, Buffer.concat([bytesOf('01 00 04 00'), text, Buffer.alloc(1024)]));
  expect(frame.length).toBe(1295);
  expect(hex(frame.subarray(0, 14))).toBe('AAAAAA966905080000900100 0400'.replace(' ', ''));
  expect(hex(frame.subarray(14, 20))).toBe('205F094E2000');
  expect(hex(text.subarray(30, 36))).toBe('310030003100');
  const number =
    '31 00 31 00 30 00 31 00 30 00 31 00 31 00 39 00 30 00 30 00 30 00 31 00 30 00 31 00 30 00 30 00 31 00 34 00';
  expect(hex(text.subarray(122, 158))).toBe(hex(bytesOf(number)));
  expect(frame.at(-1)).toBe(0x4a);
});

test('the 30 10 form of the worked example has 1809 bytes and checksum 48', () => {
  const data = Buffer.concat([bytesOf('01 00 04 00 02 00'), textBlockOf(EXAMPLE_CARD), Buffer.alloc(1024 + 512)]);
  const frame = reply(0x90, data);
  expect([frame.length, hex(frame.subarray(0, 16)), frame.at(-1)]).toEqual([
    1809,
    'AAAAAA9669070A000090010004000200',
    0x48,
  ]);
});

test('a long term is written as published', () => {
  const text = textBlockOf({ ...EXAMPLE_CARD, validTo: '长期' });
  expect(hex(text.subarray(204, 220))).toBe('7F951F67' + '2000'.repeat(6));
});

// Offsets and letters of protocols 1.7 and 1.8.
test.each([
  [
    'hmt',
    [
      [0, '何样本'],
      [30, '2'],
      [32, '  '],
      [36, '19850317'],
      [122, '810000'],
      [220, 'H00000098'],
      [238, '02'],
      [248, 'J'],
    ],
  ],
  [
    'foreign-2017',
    [
      [0, 'SPECIMEN'],
      [120, '2'],
      [122, 'DEU3101'],
      [152, 'DEU'],
      [158, '安样本'],
      [188, '20190708'],
      [204, '20290707'],
      [220, '19820914'],
      [236, '01'],
      [240, '3101'],
      [248, 'I'],
    ],
  ],
  [
    'foreign-2023',
    [
      [0, ' '],
      [30, '1'],
      [32, '00'],
      [36, '19781102'],
      [52, 'SPECIMEN-VON EXAMPLE, MAX TEMPLATE '],
      [122, '931756'],
      [158, ' '.repeat(15)],
      [220, 'JOHANNES   CHE'],
      [248, 'Y   '],
    ],
  ],
] as const)('the card of %s has its fields where they were published', (id, fields) => {
  const block = textBlockOf(sandboxCard(id));
  expect(block.length).toBe(256);
  for (const [offset, text] of fields) {
    expect([offset, block.toString('utf16le', offset, offset + 2 * text.length)]).toEqual([offset, text]);
  }
});

// The specimen of ICAO 9303 part 3, section 4.9, example 1: the check digit of 520727 is 3.
test('the check digit of the foreign number of 2017 is that of ICAO 9303', () => {
  expect(withCheckDigit('520727')).toBe('5207273');
  expect(withCheckDigit('AB2134')).toBe('AB21345');
});

// The standard's own examples (GB 11643).
test.each(['11010519491231002X', '440524188001010014'])('the check character of %s is computed', (number) => {
  expect(withCheckCharacter(number.slice(0, 17))).toBe(number);
});

test('the people of the sandbox are whole: number, birth, sex and letters agree, fields fit the card', () => {
  for (const card of SANDBOX_CARDS) {
    if (card.layout === 'foreign-2017') {
      expect(card.number).toBe(withCheckDigit(card.number.slice(0, 14)));
      expect(card.number.slice(7, 13)).toBe(card.birth.slice(2));
      expect(card.number.slice(0, 3)).toBe(card.nationality);
      continue;
    }
    expect(card.number).toBe(withCheckCharacter(card.number.slice(0, 17)));
    expect(card.number.slice(6, 14)).toBe(card.birth);
    expect(Number(card.number[16]) % 2).toBe(card.sex === '1' ? 1 : 0);
    expect(card.number.slice(14, 16)).toBe('98');
    if (card.layout === 'foreign-2023') continue;
    expect([card.name.length <= 15, card.address.length <= 35, card.authority.length <= 15]).toEqual([
      true,
      true,
      true,
    ]);
  }
  expect(SANDBOX_CARDS.map(({ letter }) => letter).join('')).toBe('      Q JIY');
  expect(new Set(SANDBOX_CARDS.map(({ id }) => id)).size).toBe(SANDBOX_CARDS.length);
});

test('in November 2026 exactly one card has expired and exactly one holder is under age', () => {
  const today = '20261122';
  expect(SANDBOX_CARDS.filter(({ validTo }) => validTo !== '长期' && validTo < today).map(({ id }) => id)).toEqual([
    'expired',
  ]);
  expect(SANDBOX_CARDS.filter(({ birth }) => birth > '20081122').map(({ id }) => id)).toEqual(['minor']);
  for (const { id, birth } of SANDBOX_CARDS)
    if (id !== 'minor') expect(birth >= '19660101' && birth <= '20011231').toBe(true);
});

const ask = (model: ReaderModel, code: number) => respond(model, { kind: 'command', code });

function play(model: ReaderModel, ...codes: number[]): string[] {
  const answers: string[] = [];
  for (const code of codes) {
    const response = ask(model, code);
    model = response.model;
    answers.push(response.reply.sw[2].toString(16));
  }
  return answers;
}

test('the module answers in the order of the protocol, sticks after a read, and a reset frees it', () => {
  const card = putCard(EXAMPLE_CARD);
  expect(play(card, 0x2001, 0x2002, 0x3001, 0x3003, 0x2001, 0x10ff, 0x2001)).toEqual([
    '9f',
    '90',
    '90',
    '91',
    '80',
    '90',
    '9f',
  ]);
});

test('the body number is there after a read, and the whole card also comes with fingerprints', () => {
  expect(play(putCard(EXAMPLE_CARD), 0x2001, 0x2002, 0x3010, 0x3005, 0x6000, 0x61ff)).toEqual([
    '9f',
    '90',
    '90',
    '90',
    '90',
    '90',
  ]);
  const selected = ask(ask(putCard(EXAMPLE_CARD), 0x2001).model, 0x2002).model;
  const withFingers = replyFrame(ask(selected, 0x3010).reply);
  expect([withFingers.length, hex(withFingers.subarray(10, 16))]).toEqual([2321, '010004000400']);
  const read = ask(selected, 0x3001);
  expect(replyFrame(read.reply).length).toBe(1295);
  expect(replyFrame(ask(read.model, 0x3005).reply).length).toBe(39);
});

test('commands in the wrong order, and unknown ones, answer 21', () => {
  expect(play(putCard(EXAMPLE_CARD), 0x2002, 0x3001, 0x3003, 0x4242)).toEqual(['21', '21', '21', '21']);
  expect(play(emptyReader, 0x2001, 0x2002)).toEqual(['80', '21']);
});

test('a card that leaves answers 81 to select, 41 to read and to the question whether it is there', () => {
  const found = ask(putCard(EXAMPLE_CARD), 0x2001).model;
  const selected = ask(found, 0x2002).model;
  const read = ask(selected, 0x3001).model;
  expect(play(takeCard(found), 0x2002, 0x2001)).toEqual(['81', '80']);
  expect(play(takeCard(selected), 0x3001, 0x2001)).toEqual(['41', '80']);
  expect(play(takeCard(read), 0x3003, 0x2001)).toEqual(['41', '80']);
});

test('requests are collected from pieces and judged by checksum and length', () => {
  const take = createRequestReader();
  expect(take(bytesOf('00 AA AA AA 96 69 00 03 11'))).toEqual([]);
  expect(take(bytesOf('FF ED AA AA AA 96 69 00 03 11 FF EE'))).toEqual([
    { kind: 'command', code: 0x11ff },
    { kind: 'bad-checksum' },
  ]);
  expect(take(bytesOf('AA AA AA 96 69 00 00'))).toEqual([{ kind: 'bad-length' }]);
  expect(play(emptyReader, 0x12ff)).toEqual(['90']);
  expect(respond(emptyReader, { kind: 'bad-checksum' }).reply.sw[2]).toBe(0x10);
  expect(respond(emptyReader, { kind: 'bad-length' }).reply.sw[2]).toBe(0x11);
});
