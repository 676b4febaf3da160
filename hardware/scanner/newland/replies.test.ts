import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bytesOf, inPieces } from '../../testing/byte-pieces.ts';
import { createNewlandReplyCutter, parseNewlandReply } from './replies.ts';

// Protocols 2.3.
const REPLY = bytesOf('02 01 30 30 30 30 40 43 31 31 45 4E 41 31 06 2C 4D 49 4E 31 32 06 2C 4D 41 58 32 32 06 3B 03');
const ANSWERS = [
  { tag: 'C11', subtag: 'ENA', data: '1', status: 'done' },
  { tag: 'C11', subtag: 'MIN', data: '12', status: 'done' },
  { tag: 'C11', subtag: 'MAX', data: '22', status: 'done' },
];

const reply = (body: string): Uint8Array => Buffer.from(`\x02\x010000${body}\x03`, 'latin1');

test('the published reply is understood', () => {
  expect(parseNewlandReply(REPLY)).toEqual({ storage: 'permanent', answers: ANSWERS });
});

test('each item of each tag has its own status', () => {
  expect(parseNewlandReply(reply('#SCNTRG1\x06;GRBENA7\x15,ZZZ1\x05;'))).toEqual({
    storage: 'until-power-off',
    answers: [
      { tag: 'SCN', subtag: 'TRG', data: '1', status: 'done' },
      { tag: 'GRB', subtag: 'ENA', data: '7', status: 'out-of-range' },
      { tag: 'GRB', subtag: 'ZZZ', data: '1', status: 'unknown-command' },
    ],
  });
});

test('commas and semicolons in an answer do not end it', () => {
  expect(parseNewlandReply(reply('@QRYSYSa,b;c\x06;'))?.answers).toEqual([
    { tag: 'QRY', subtag: 'SYS', data: 'a,b;c', status: 'done' },
  ]);
});

test.each(['', '@', '@;', '!SCNTRG1\x06;', '@SCN\x06;', '@SCNTRG1;', '@SCNTRG1\x06', '@SCNTRG1\x06;SCN'])(
  'no reply: %j',
  (body) => {
    expect(parseNewlandReply(reply(body))).toBeNull();
  },
);

test('a reply amid scans is cut out, and the scans stay as they were', () => {
  const cutter = createNewlandReplyCutter();
  const pieces = cutter.push(Buffer.concat([Buffer.from('690\r12'), REPLY, Buffer.from('34\r')]));
  expect(pieces).toEqual([
    { kind: 'rest', bytes: Buffer.from('690\r12') },
    { kind: 'message', message: { storage: 'permanent', answers: ANSWERS } },
    { kind: 'rest', bytes: Buffer.from('34\r') },
  ]);
});

test('STX in front of a scan is no reply, whatever follows it at first', () => {
  const cutter = createNewlandReplyCutter();
  expect(cutter.push(bytesOf('02 02 01 30 30'))).toEqual([{ kind: 'rest', bytes: bytesOf('02') }]);
  expect(cutter.isPending()).toBe(true);
  expect(cutter.push(bytesOf('31'))).toEqual([{ kind: 'rest', bytes: bytesOf('02 01 30 30 31') }]);
  expect(cutter.push(bytesOf('02'))).toEqual([]);
  expect(cutter.expire()).toEqual([{ kind: 'rest', bytes: bytesOf('02') }]);
});

test('half a reply is broken by silence, an endless one by its bound, one without sense by its end', () => {
  const cutter = createNewlandReplyCutter();
  expect([cutter.push(REPLY.subarray(0, 20)), cutter.expire()]).toEqual([[], [{ kind: 'broken' }]]);
  const endless = Buffer.concat([REPLY.subarray(0, 6), Buffer.alloc(4090, 0x41)]);
  expect(cutter.push(endless)).toEqual([{ kind: 'broken' }]);
  expect(cutter.push(reply('nonsense;'))).toEqual([{ kind: 'broken' }]);
  expect(cutter.isPending()).toBe(false);
});

test('any stream comes out the same, however it is cut, and loses nothing that is no reply', () => {
  const chunk = fc.oneof(
    fc.constant(REPLY),
    fc.uint8Array({ maxLength: 9 }),
    fc.constantFrom(...['02', '0201', '0201303030303b03', '3b03', '02013030303030'].map(bytesOf)),
  );
  const sizes = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 });
  fc.assert(
    fc.property(fc.array(chunk), sizes, (chunks, cut) => {
      const whole = Buffer.concat(chunks);
      expect(flatten(inPieces(whole, cut))).toEqual(flatten([whole]));
    }),
  );
});

/** Neighbouring rests are one: only their bytes count. */
function flatten(pieces: readonly Uint8Array[]): unknown[] {
  const cutter = createNewlandReplyCutter();
  const flat: unknown[] = [];
  let rest: Buffer[] = [];
  for (const piece of [...pieces.flatMap((bytes) => cutter.push(bytes)), ...cutter.expire()]) {
    if (piece.kind === 'rest') {
      rest.push(Buffer.from(piece.bytes));
    } else {
      flat.push(Buffer.concat(rest).toString('hex'), piece);
      rest = [];
    }
  }
  return [...flat, Buffer.concat(rest).toString('hex')];
}
