import { expect, test } from 'vitest';
import { decodeBaseMessage } from '#hardware/sdt/base-message.ts';
import { textBlockOf, wltPhotoOf } from '#hardware/simulators/card-image.ts';
import { SANDBOX_CARDS } from '#hardware/simulators/people.ts';
import { fromReader } from './device-events.ts';

function recordOf(id: string, photo?: Buffer) {
  const card = SANDBOX_CARDS.find((known) => known.id === id);
  if (card === undefined) throw new Error(`no sandbox card ${id}`);
  const picture = photo ?? wltPhotoOf(card);
  const lengths = Buffer.from([1, 0, picture.length >> 8, picture.length & 0xff]);
  const decoded = decodeBaseMessage(Buffer.concat([lengths, textBlockOf(card), picture]), null);
  if (!decoded.ok) throw new Error(decoded.code);
  return decoded.record;
}

test.each([
  ['man', 'resident'],
  ['hmt', 'hmt'],
  ['foreign-2017', 'fpr2017'],
  ['foreign-2023', 'fpr2023'],
])('the card of %s comes in with all its fields, and without the photo among them', (id, document) => {
  const record = recordOf(id);
  const { photo, ...fields } = record;
  const event = fromReader({ kind: 'card-read', record });
  expect(event).toEqual({ kind: 'card-read', fields, photo, warnings: [] });
  expect(fields.document).toBe(document);
});

test('a photo that looks like none is remarked', () => {
  const event = fromReader({ kind: 'card-read', record: recordOf('man', Buffer.alloc(8)) });
  expect(event).toMatchObject({ kind: 'card-read', warnings: ['photo-unrecognised'] });
});
