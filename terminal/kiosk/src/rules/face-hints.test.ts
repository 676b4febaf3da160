import { expect, test } from 'vitest';
import { hintFor, NO_HOLD, watchFace, type Sight } from './face-hints.ts';

const good: Sight = { faces: 1, detectionPercent: 95, heightPercent: 50, middleX: 50, middleY: 50 };

test.each([
  ['nobody in front', { faces: 0, detectionPercent: 0, heightPercent: 0, middleX: 0, middleY: 0 }, 'nobody'],
  ['something the detector doubts', { ...good, detectionPercent: 40 }, 'nobody'],
  ['two people', { ...good, faces: 2 }, 'several'],
  ['someone far away', { ...good, heightPercent: 15 }, 'closer'],
  ['someone too near', { ...good, heightPercent: 95 }, 'further'],
  ['someone at the edge', { ...good, middleX: 80 }, 'centre'],
  ['one face that moved', { ...good, middleX: 56 }, 'still'],
  ['one face held', { ...good, middleX: 51 }, 'good'],
] as const)('%s', (_case, sight, hint) => {
  expect(hintFor(sight, good)).toBe(hint);
});

test('the first good sight asks to hold still: nothing is known about movement yet', () => {
  expect(hintFor(good, null)).toBe('still');
});

test('the picture is due after a good face was held for a second, not before', () => {
  const first = watchFace(NO_HOLD, good, 0);
  const second = watchFace(first, good, 100);
  expect(watchFace(second, good, 1_099).ready).toBe(false);
  expect(watchFace(second, good, 1_100).ready).toBe(true);
});

test('looking away starts the second again', () => {
  const held = watchFace(watchFace(NO_HOLD, good, 0), good, 100);
  const away = watchFace(held, { ...good, faces: 0 }, 600);
  expect(away.goodSince).toBeNull();
  const back = watchFace(watchFace(away, good, 700), good, 800);
  expect(watchFace(back, good, 1_700).ready).toBe(false);
  expect(watchFace(back, good, 1_800).ready).toBe(true);
});
