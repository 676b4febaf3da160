import { expect, test } from 'vitest';
import { isLoopbackHost, isOriginAllowed, ownOrigins } from './origins.ts';

const own = ownOrigins('http://127.0.0.1:4000');
const asked = (over: Partial<Parameters<typeof isOriginAllowed>[0]>) => ({
  method: 'POST',
  origin: undefined,
  fetchSite: undefined,
  ...over,
});

test.each([
  ['our own page', asked({ origin: 'http://127.0.0.1:4000', fetchSite: 'same-origin' }), true],
  ['the same machine by its other name', asked({ origin: 'http://localhost:4000' }), true],
  ['a program without a browser', asked({}), true],
  [
    'reading from elsewhere, which gets no answer it could read',
    asked({ method: 'GET', origin: 'http://evil.example' }),
    true,
  ],
  ['a page from elsewhere', asked({ origin: 'http://evil.example' }), false],
  ['another port of this machine', asked({ origin: 'http://127.0.0.1:4001' }), false],
  ['a page that hides where it is from', asked({ origin: 'null' }), false],
  ['a browser that sends no origin from another site', asked({ fetchSite: 'cross-site' }), false],
  ['a sister domain', asked({ fetchSite: 'same-site' }), false],
] as const)('%s', (_who, request, allowed) => {
  expect(isOriginAllowed(request, own)).toBe(allowed);
});

test('a public server has one origin', () => {
  expect([...ownOrigins('https://portal.example/app')]).toEqual(['https://portal.example']);
});

test.each([
  ['127.0.0.1:4000', true],
  ['localhost', true],
  ['[::1]:4000', true],
  ['evil.example:4000', false],
  ['127.0.0.1.evil.example', false],
  [undefined, false],
] as const)('host %s is this machine: %s', (host, expected) => {
  expect(isLoopbackHost(host)).toBe(expected);
});
