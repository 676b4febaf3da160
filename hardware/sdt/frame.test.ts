import fc from 'fast-check';
import { expect, test } from 'vitest';
import { replyFrame } from '../simulators/sdt-wire.ts';
import { COMMANDS, answerLimitMs, interByteLimitMs, setComBaud, setMaxRfBytes, wireMs } from './commands.ts';
import type { Parsed } from './frame.ts';
import { createReplyParser, encodeCommand } from './frame.ts';

const hex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text.replaceAll(' ', ''), 'hex'));

// Whole requests as printed in protocols 1.3.
test.each([
  ['ResetSAM', 'AA AA AA 96 69 00 03 10 FF EC'],
  ['GetSAMStatus', 'AA AA AA 96 69 00 03 11 FF ED'],
  ['GetSAMID', 'AA AA AA 96 69 00 03 12 FF EE'],
  ['StartFindIDCard', 'AA AA AA 96 69 00 03 20 01 22'],
  ['SelectIDCard', 'AA AA AA 96 69 00 03 20 02 21'],
  ['ReadBaseMsg', 'AA AA AA 96 69 00 03 30 01 32'],
  ['ReadNewAppMsg', 'AA AA AA 96 69 00 03 30 03 30'],
  ['ReadIINSNDN', 'AA AA AA 96 69 00 03 30 05 36'],
  ['ReadBaseFPMsg', 'AA AA AA 96 69 00 03 30 10 23'],
] as const)('%s goes out as published', (name, bytes) => {
  expect(encodeCommand(COMMANDS[name])).toEqual(hex(bytes));
  expect(COMMANDS[name].requestBytes).toBe(hex(bytes).length);
});

test.each([
  [115200, '00 63'],
  [57600, '01 62'],
  [38400, '02 61'],
  [19200, '03 60'],
  [9600, '04 67'],
] as const)('SetCOMBaud to %i goes out as published', (baud, end) => {
  expect(encodeCommand(setComBaud(baud))).toEqual(hex(`AA AA AA 96 69 00 03 60 ${end}`));
});

test('SetMaxRFByte carries its byte as published', () => {
  expect(encodeCommand(setMaxRfBytes(0x50))).toEqual(hex('AA AA AA 96 69 00 04 61 FF 50 CA'));
  expect(setMaxRfBytes(0x50).requestBytes).toBe(11);
});

// Short replies as printed in protocols 1.3.
test.each([
  ['found', 'AA AA AA 96 69 00 08 00 00 9F 00 00 00 00 97', [0, 0, 0x9f], 4],
  ['not found', 'AA AA AA 96 69 00 04 00 00 80 84', [0, 0, 0x80], 0],
  ['selected', 'AA AA AA 96 69 00 0C 00 00 90 00 00 00 00 00 00 00 00 9C', [0, 0, 0x90], 8],
  ['not selected', 'AA AA AA 96 69 00 04 00 00 81 85', [0, 0, 0x81], 0],
  ['plain OK', 'AA AA AA 96 69 00 04 00 00 90 94', [0, 0, 0x90], 0],
] as const)('the published reply "%s" is understood', (_, bytes, [sw1, sw2, sw3], dataBytes) => {
  expect(createReplyParser().push(hex(bytes))).toEqual([
    { kind: 'reply', sw1, sw2, sw3, data: new Uint8Array(dataBytes) },
  ]);
});

const OK = hex('AA AA AA 96 69 00 04 00 00 90 94');
const okReply = { kind: 'reply', sw1: 0, sw2: 0, sw3: 0x90, data: new Uint8Array() };

test.each([
  ['a fourth AA in front', 'AA', 1],
  ['a preamble that breaks off and begins again', 'AA AA AA 96', 4],
  ['a vendor wrapper', 'AA 05 12 A0 10', 5],
  ['a preamble with LEN 0003', 'AA AA AA 96 69 00 03', 7],
  ['a preamble with LEN 0A01', 'AA AA AA 96 69 0A 01', 7],
])('%s is skipped and counted', (_, noise, count) => {
  const parser = createReplyParser();
  expect(parser.push(Buffer.concat([hex(noise), OK]))).toEqual([okReply]);
  expect(parser.noiseBytes()).toBe(count);
  parser.flush();
  expect(parser.noiseBytes()).toBe(0);
});

test('a wrong checksum is reported with the length only, and the next frame is found', () => {
  const damaged = Uint8Array.from(OK);
  damaged[10] = 0x95;
  expect(createReplyParser().push(Buffer.concat([damaged, OK]))).toEqual([
    { kind: 'bad-checksum', frameBytes: 11 },
    okReply,
  ]);
});

test('a frame that announces more than comes gives way to the frame behind its preamble when it expires', () => {
  const parser = createReplyParser();
  expect(parser.push(Buffer.concat([hex('AA AA AA 96 69 05 08 00 00 90'), OK]))).toEqual([]);
  expect(parser.isPending()).toBe(true);
  expect(parser.expire()).toEqual([okReply]);
  expect(parser.isPending()).toBe(false);
});

test('flushing forgets half a frame', () => {
  const parser = createReplyParser();
  parser.push(OK.subarray(0, 8));
  parser.flush();
  expect(parser.push(OK)).toEqual([okReply]);
});

const reply = fc.record({
  sw: fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255)),
  data: fc.uint8Array({ maxLength: 2560 - 4 }).map((bytes) => Buffer.from(bytes)),
});
// Without AA no noise can look like the beginning of a frame.
const noise = fc.uint8Array({ maxLength: 40 }).map((bytes) => bytes.map((byte) => (byte === 0xaa ? 0 : byte)));
const cuts = fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 20 });

function feed(stream: Uint8Array, sizes: readonly number[]): Parsed[] {
  const parser = createReplyParser();
  const found: Parsed[] = [];
  for (let at = 0, turn = 0; at < stream.length; turn += 1) {
    const size = sizes[turn % sizes.length] ?? 1;
    found.push(...parser.push(stream.subarray(at, at + size)));
    at += size;
  }
  return found;
}

test('frames with noise between them come out whole and in order, however the stream is cut', () => {
  const streams = fc.array(fc.tuple(noise, reply), { maxLength: 6 });
  fc.assert(
    fc.property(streams, cuts, (parts, sizes) => {
      const stream = Buffer.concat(parts.flatMap(([before, { sw, data }]) => [before, replyFrame({ sw, data })]));
      const expected = parts.map(([, { sw, data }]) => {
        return { kind: 'reply', sw1: sw[0], sw2: sw[1], sw3: sw[2], data: Uint8Array.from(data) };
      });
      expect(feed(stream, sizes)).toEqual(expected);
    }),
    { numRuns: 200 },
  );
});

// Bytes that make false preambles likely.
const nasty = fc.array(fc.constantFrom(0xaa, 0xaa, 0xaa, 0x96, 0x69, 0x00, 0x04, 0x0a, 0x90), { maxLength: 3000 });

test('any stream at all gives the same, however it is cut, and never throws', () => {
  const streams = fc.oneof(nasty, fc.array(fc.nat(255), { maxLength: 3000 })).map((bytes) => Uint8Array.from(bytes));
  fc.assert(
    fc.property(streams, cuts, (stream, sizes) => {
      expect(feed(stream, sizes)).toEqual(feed(stream, [stream.length + 1]));
    }),
    { numRuns: 200 },
  );
});

test('after it expires a parser waits for nothing and finds the next frame', () => {
  fc.assert(
    fc.property(nasty, (bytes) => {
      const parser = createReplyParser();
      parser.push(Uint8Array.from(bytes));
      parser.expire();
      expect(parser.isPending()).toBe(false);
      expect(parser.push(OK)).toEqual([okReply]);
    }),
  );
});

test('memory is bounded: no frame waits for more than the largest length', () => {
  const parser = createReplyParser();
  const unfinished = hex('AA AA AA 96 69 0A 00');
  for (let round = 0; round < 100; round += 1) parser.push(Buffer.concat([unfinished, Buffer.alloc(2000)]));
  // A parser that kept everything would still hold the first frame; this one has judged it long since.
  const found = parser.push(new Uint8Array(2600));
  expect(found.length).toBeLessThanOrEqual(2);
});

test('time on the wire follows the baud rate', () => {
  expect(wireMs(1295, 115200)).toBeCloseTo(112.4, 1);
  expect(wireMs(1295, 9600)).toBeCloseTo(1349, 0);
  expect(answerLimitMs(COMMANDS.ReadBaseMsg, 9600)).toBeCloseTo(3000 + 1349 + 10.4, 0);
  expect(interByteLimitMs(115200)).toBe(200);
  expect(interByteLimitMs(300)).toBeCloseTo(667, 0);
});
