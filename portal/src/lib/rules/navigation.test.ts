import { expect, test } from 'vitest';
import { PERMISSIONS } from '#shared/wire/portal.ts';
import { homeFor, pathAfterSignIn, placeOf, placesFor, PLACES } from './navigation.ts';

test('who may see everything sees every place, who may see nothing sees none', () => {
  expect(placesFor(PERMISSIONS)).toEqual([...PLACES]);
  expect(placesFor([])).toEqual([]);
});

test('a role begins at a place of its own', () => {
  expect(homeFor(['orders.read', 'settlements.read'])).toBe('/');
  expect(homeFor(['decisions.read', 'ledger.read'])).toBe('/decisions');
  expect(homeFor(['loans.read', 'loans.service'])).toBe('/loans');
  expect(homeFor(['terminals.read'])).toBe('/terminals');
});

test.each([
  ['/', 'today'],
  ['/orders', 'orders'],
  ['/orders/0190', 'orders'],
  ['/orders/new', 'newOrder'],
  ['/loans/0190', 'loans'],
  ['/ledger', 'ledger'],
  ['/closing', 'closing'],
  ['/nowhere', null],
])('%s belongs to %s', (pathname, place) => {
  expect(placeOf(pathname)).toBe(place);
});

test.each([
  ['/orders?q=a', '/orders?q=a'],
  ['//evil.example', '/'],
  ['/\\evil.example', '/'],
  ['https://evil.example', '/'],
  [null, '/'],
])('after signing in %j leads to %s', (asked, path) => {
  expect(pathAfterSignIn(asked)).toBe(path);
});
