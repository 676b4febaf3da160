import { glob, readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { inRoot, rootDir } from './paths.ts';

// The habits that no linter checks. A file that breaks one is named, with the line where that says more.
interface Source {
  readonly path: string;
  readonly lines: readonly string[];
}

const rooms = '{bin,shared,hardware,server,terminal,portal,test}';
const generated = new Set(['node_modules', '.svelte-kit', '.svelte-check']);
const self = 'bin/house.test.ts';
let sources: Source[];

beforeAll(async () => {
  sources = [];
  const files = glob(`${rooms}/**/*.{ts,mts,cts,mjs,svelte,css,sql}`, {
    cwd: rootDir,
    exclude: (path) => path.split('/').some((part) => generated.has(part)),
  });
  for await (const path of files) {
    if (path === self) continue;
    sources.push({ path, lines: (await readFile(inRoot(path), 'utf8')).split('\n') });
  }
});

function linesWith(pattern: RegExp, of: (path: string) => boolean = () => true): string[] {
  return sources
    .filter(({ path }) => of(path))
    .flatMap(({ path, lines }) =>
      lines.flatMap((line, index) => (pattern.test(line) ? [`${path}:${index + 1} ${line.trim()}`] : [])),
    );
}

const isTest = (path: string): boolean => path.endsWith('.test.ts');

describe('house rules', () => {
  test('there is something to look at', () => {
    expect(sources.length).toBeGreaterThan(100);
  });

  test('a source file has at most 300 lines, a test 400; tables of messages are as long as they are', () => {
    const code = sources.filter(({ path }) => !path.startsWith('shared/messages/'));
    const long = code.filter(({ path, lines }) => lines.length > (isTest(path) ? 401 : 301));
    expect(long.map(({ path, lines }) => `${path}: ${lines.length}`)).toEqual([]);
  });

  test('no test is singled out, and none is skipped without a condition', () => {
    expect(linesWith(/\b(test|it|describe)(\.\w+)*\.(only|skip|todo|fails)\b/, isTest)).toEqual([]);
  });

  test('nothing names a path of the machine it was written on', () => {
    expect(linesWith(/['"`(\s](\/work\/|\/root\/|\/home\/\w+\/|C:\\Users)/)).toEqual([]);
  });

  test('a TODO carries an issue number', () => {
    expect(linesWith(/\b(TODO|FIXME|XXX)\b(?!\(#\d+\)|\s*#\d+)/)).toEqual([]);
  });

  test('no rule of the compiler or the linter is switched off for a whole file', () => {
    expect(linesWith(/@ts-nocheck|@ts-ignore|\/\*\s*eslint-disable\s*(\*\/|$)/)).toEqual([]);
  });

  test('no folder or file is called after nothing in particular', () => {
    const vague = /(^|\/)(utils?|commons?|misc|helpers?|managers?)(\/|\.)/;
    expect(sources.map(({ path }) => path).filter((path) => vague.test(path))).toEqual([]);
  });

  test('the lock file says what is installed, not from where', async () => {
    expect(await readFile(inRoot('package-lock.json'), 'utf8')).not.toContain('"resolved"');
  });

  test('versions are exact', async () => {
    const text = await readFile(inRoot('package.json'), 'utf8');
    const manifest = JSON.parse(text) as Record<string, Record<string, string> | undefined>;
    const kinds = ['dependencies', 'devDependencies', 'optionalDependencies'];
    const all = kinds.flatMap((kind) => Object.entries(manifest[kind] ?? {}));
    expect(all.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([]);
  });
});
