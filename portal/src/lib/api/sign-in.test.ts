import { expect, test } from 'vitest';
import { signIn, signOut } from './sign-in.ts';

const answering =
  (status: number): typeof fetch =>
  () =>
    Promise.resolve(new Response('{}', { status }));
const noLine: typeof fetch = () => Promise.reject(new TypeError('Failed to fetch'));

test.each([
  [200, 'done'],
  [401, 'wrong'],
  [422, 'wrong'],
  [429, 'too-many'],
  [500, 'offline'],
] as const)('an answer of %i to a sign-in means %s', async (status, meaning) => {
  expect(await signIn('clerk', 'secret', answering(status))).toBe(meaning);
});

test('without a line a sign-in is offline, and a sign-out did not happen', async () => {
  expect(await signIn('clerk', 'secret', noLine)).toBe('offline');
  expect(await signOut(noLine)).toBe(false);
});

test('any other failure is not taken for a missing line', async () => {
  const broken: typeof fetch = () => Promise.reject(new Error('broken'));
  await expect(signIn('clerk', 'secret', broken)).rejects.toThrow('broken');
});
