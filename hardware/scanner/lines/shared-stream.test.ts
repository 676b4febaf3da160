import { expect, test } from 'vitest';
import { createNewlandReplyCutter } from '../newland/replies.ts';
import { createSharedStream } from './shared-stream.ts';

const bytes = (text: string): Uint8Array => Buffer.from(text, 'latin1');
const scan = (text: string) => ({ kind: 'scan', scan: { text, symbology: null } });
const REPLY = '\x02\x010000#SCNTRG1\x06;\x03';

test('silence counts from the last byte, and means nothing before its time', () => {
  const stream = createSharedStream();
  expect(stream.silentAtMs()).toBeNull();
  stream.push(bytes('12'), 0);
  stream.push(bytes('34'), 60);
  expect([stream.silentAtMs(), stream.expire(139)]).toEqual([140, []]);
  expect(stream.expire(140)).toEqual([scan('1234')]);
  expect([stream.silentAtMs(), stream.expire(9999)]).toEqual([null, []]);
});

test('a reply in the midst of a scan does not cut it in two', () => {
  const stream = createSharedStream([createNewlandReplyCutter()]);
  expect(stream.push(bytes(`12${REPLY}34\r`), 0)).toMatchObject([{ kind: 'message' }, scan('1234')]);
});

test('what only began like a reply is part of the scan that silence closes', () => {
  const stream = createSharedStream([createNewlandReplyCutter()]);
  expect(stream.push(bytes('1234\x02'), 0)).toEqual([]);
  expect(stream.expire(80)).toEqual([scan('1234\x02')]);
});
