import { expect, test } from 'vitest';
import { wltPhotoOf } from '../simulators/card-image.ts';
import { EXAMPLE_CARD } from '../testing/cards.ts';
import { photoOf } from './photo.ts';

test('a photo of 1024 bytes with the published beginning is passed on as it is', () => {
  const photo = Uint8Array.from(wltPhotoOf(EXAMPLE_CARD));
  // Protocols 1.11.
  expect(Buffer.from(photo.subarray(0, 11)).toString('hex')).toBe('574c66007e0032' + '0000ff85');
  expect(photoOf({ photo })).toEqual({ ok: true, wlt: photo });
});

test.each([
  ['no bytes', new Uint8Array()],
  ['zeros', new Uint8Array(1024)],
  ['a byte too few', Uint8Array.from(wltPhotoOf(EXAMPLE_CARD)).subarray(0, 1023)],
])('%s is no photo that we know', (_, photo) => {
  expect(photoOf({ photo })).toEqual({ ok: false, code: 'photo-unrecognised' });
});
