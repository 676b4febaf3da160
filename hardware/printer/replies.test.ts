/** What a printer says, byte by byte as published (protocols 3.3). */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Reply } from './replies.ts';
import { createReplyParser } from './replies.ts';
import type { RealTimeAnswers } from './status.ts';
import { statusOfAnswers, statusOfAutomatic, statusOfPaper, troublesOf } from './status.ts';

const bytesOf = (text: string): Uint8Array => Buffer.from(text.replaceAll(' ', ''), 'hex');

function parse(text: string): Reply[] {
  return createReplyParser().push(bytesOf(text));
}

test.each([
  ['all well', '12', { kind: 'real-time', bits: 0x12 }],
  ['off line', '1A', { kind: 'real-time', bits: 0x1a }],
  ['paper end by DLE EOT 4', '7E', { kind: 'real-time', bits: 0x7e }],
  ['GS r: paper there', '00', { kind: 'paper', bits: 0 }],
  ['GS r: near end', '03', { kind: 'paper', bits: 3 }],
  ['GS r: end', '0C', { kind: 'paper', bits: 0x0c }],
  ['ESC v of a clone: end', '0F', { kind: 'paper', bits: 0x0f }],
  ['automatic status', '38 00 0C 00', { kind: 'automatic', bits: [0x38, 0, 0x0c, 0] }],
  ['proof', '37 22 30 30 30 37 00', { kind: 'proof', id: '0007' }],
  ['identity', '5F 54 4D 2D 54 38 38 00', { kind: 'identity', text: 'TM-T88' }],
  ['XOFF', '13', { kind: 'hold' }],
  ['XON', '11', { kind: 'go-on' }],
] as const)('%s', (_, bytes, reply) => {
  expect(parse(bytes)).toEqual([reply]);
});

test('XON and XOFF may stand between any two bytes', () => {
  expect(parse('37 13 22 30 11 30 30 37 13 00').filter(({ kind }) => kind === 'proof')).toEqual([
    { kind: 'proof', id: '0007' },
  ]);
  expect(parse('18 11 00 13 0C 00').at(-1)).toEqual({ kind: 'automatic', bits: [0x18, 0, 0x0c, 0] });
});

test('bytes without the fixed bits are no answers', () => {
  const parser = createReplyParser();
  expect(parser.push(bytesOf('FF 80 92 21 A5 02 1B 40 01 33'))).toEqual([]);
  expect(parser.noiseBytes()).toBe(10);
});

test('an answer in the middle of something broken off is heard', () => {
  expect(parse('10 00 12')).toEqual([{ kind: 'real-time', bits: 0x12 }]);
  expect(parse('37 12')).toEqual([{ kind: 'real-time', bits: 0x12 }]);
  expect(parse('5F 54 12')).toEqual([{ kind: 'real-time', bits: 0x12 }]);
});

test('what was begun and does not go on is dropped', () => {
  const parser = createReplyParser();
  parser.push(bytesOf('10 00'));
  expect(parser.isPending()).toBe(true);
  parser.expire();
  expect([parser.isPending(), parser.noiseBytes()]).toEqual([false, 2]);
  expect(parser.push(bytesOf('00'))).toEqual([{ kind: 'paper', bits: 0 }]);
});

const anyBytes = fc.uint8Array({ maxLength: 200 });

test('any split of any bytes gives the same replies', () => {
  fc.assert(
    fc.property(anyBytes, fc.array(fc.nat(200)), (bytes, cuts) => {
      const parser = createReplyParser();
      const ends = [...cuts.filter((cut) => cut < bytes.length).sort((a, b) => a - b), bytes.length];
      const replies = ends.flatMap((end, at) => parser.push(bytes.subarray(ends[at - 1] ?? 0, end)));
      expect(replies).toEqual(createReplyParser().push(bytes));
    }),
  );
});

test('an endless name is given up', () => {
  const parser = createReplyParser();
  parser.push(Buffer.from(`_${'x'.repeat(100_000)}`, 'latin1'));
  expect(parser.noiseBytes()).toBeGreaterThan(99_000);
});

const answers = (change: Partial<RealTimeAnswers>): RealTimeAnswers => ({
  printer: 0x12,
  'offline-cause': 0x12,
  error: 0x12,
  paper: 0x12,
  ...change,
});

describe('bits in words', () => {
  test.each([
    ['all well', {}, []],
    ['off line', { printer: 0x1a }, ['offline']],
    ['waiting to be taken on line', { printer: 0x32 }, ['offline']],
    ['feed button', { printer: 0x52 }, ['feed-button']],
    ['cover', { printer: 0x1a, 'offline-cause': 0x16 }, ['cover-open', 'offline']],
    ['fed by the button', { 'offline-cause': 0x1a }, ['feed-button']],
    ['stopped by paper end', { 'offline-cause': 0x32 }, ['paper-end']],
    ['mechanical', { 'offline-cause': 0x52, error: 0x16 }, ['mechanical-error']],
    ['cutter', { error: 0x1a }, ['cutter-error']],
    ['unrecoverable', { error: 0x32 }, ['unrecoverable-error']],
    ['too hot', { error: 0x52 }, ['head-too-hot']],
    ['an error that it does not name', { 'offline-cause': 0x52, error: null }, ['mechanical-error']],
    ['near end', { paper: 0x1e }, ['paper-near-end']],
    ['end, which is near end no more', { paper: 0x7e }, ['paper-end']],
  ] as const)('DLE EOT, %s', (_, change, troubles) => {
    expect(troublesOf(statusOfAnswers(answers(change)))).toEqual(troubles);
  });

  test.each([
    ['all well', [0x10, 0, 0, 0], []],
    ['cover open', [0x38, 0, 0, 0], ['cover-open', 'offline']],
    ['feeding', [0x50, 0, 0, 0], ['feed-button']],
    [
      'errors',
      [0x18, 0x6c, 0, 0],
      ['unrecoverable-error', 'cutter-error', 'mechanical-error', 'head-too-hot', 'offline'],
    ],
    ['near end', [0x10, 0, 0x03, 0], ['paper-near-end']],
    ['paper end', [0x18, 0, 0x0f, 0], ['paper-end', 'offline']],
  ] as const)('GS a, %s', (_, bits, troubles) => {
    expect(troublesOf(statusOfAutomatic(bits))).toEqual(troubles);
  });

  test('GS r and ESC v know of the paper alone', () => {
    expect([0x00, 0x03, 0x0c, 0x0f].map((bits) => troublesOf(statusOfPaper(bits)))).toEqual([
      [],
      ['paper-near-end'],
      ['paper-end'],
      ['paper-end'],
    ]);
  });

  test('the drawer is told, and is no trouble', () => {
    expect(statusOfAnswers(answers({ printer: 0x16 }))).toEqual({ answers: true, troubles: [], drawerPinHigh: true });
    expect(statusOfAutomatic([0x14, 0, 0, 0])).toEqual({ answers: true, troubles: [], drawerPinHigh: true });
  });
});
