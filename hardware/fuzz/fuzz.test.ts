/** The script over every parser, and proof that it would find what it looks for. */
import { execFile } from 'node:child_process';
import { glob, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { createCrew } from './crew.ts';
import { episodeOf, fuzz } from './fuzz.ts';
import { describeActions, minimise } from './minimise.ts';
import type { Fed, Subject } from './subject.ts';
import { SUBJECTS } from './subjects.ts';

const SCRIPT = fileURLToPath(new URL('./main.ts', import.meta.url));
const ROOM = fileURLToPath(new URL('..', import.meta.url));

test('200,000 hostile bytes into each parser: nothing is thrown, nothing hangs, nothing grows', async () => {
  const options = ['--bytes', '200000', '--seed', '20261122'];
  // What it says is what a failure shows: the input that did it.
  const said = await promisify(execFile)(process.execPath, [SCRIPT, ...options]).then(
    ({ stdout }) => stdout,
    (error: unknown) => z.object({ stdout: z.string() }).parse(error).stdout,
  );
  expect(said).toContain(`${SUBJECTS.length} parsers: nothing thrown, hung or grown`);
  for (const { name } of SUBJECTS) expect(said).toMatch(new RegExp(`^ok +${name} `, 'm'));
}, 180_000);

function subjectOf(create: () => Fed): Subject {
  return { name: 'faulty', input: 'stream', samples: [Uint8Array.of(1, 2, 3)], create };
}

const OPTIONS = { bytes: 200_000, seed: 1 };

test('a parser that throws is found, and the input made as short as can be', async () => {
  const isPoison = (bytes: Uint8Array): boolean => bytes.includes(7) && bytes.includes(9);
  const faulty = subjectOf(() => ({
    push: (bytes) => {
      if (isPoison(bytes)) throw new RangeError('poisoned');
      return 0;
    },
  }));
  const outcome = await fuzz(faulty, OPTIONS);
  if (outcome.ok || outcome.episode === null) throw new Error('a failure of one episode was expected');
  expect(outcome.trouble).toContain('RangeError: poisoned');
  const actions = episodeOf(faulty, OPTIONS.seed, outcome.episode);
  const shortest = await minimise(actions, async (some) =>
    some.some((action) => action.do === 'push' && isPoison(action.bytes)),
  );
  expect(describeActions(shortest)).toMatch(/^push (0709|0907) /);
});

test('a parser that keeps what it gets is found', async () => {
  const faulty = subjectOf(() => {
    const kept: Uint8Array[] = [];
    return { push: (bytes) => kept.push(Uint8Array.from({ length: 20 * bytes.length })) };
  });
  expect(await fuzz(faulty, OPTIONS)).toMatchObject({ ok: false, trouble: expect.stringContaining('bytes more') });
});

test('the same seed feeds the same', () => {
  const [subject] = SUBJECTS;
  if (subject === undefined) throw new Error('there are subjects');
  expect(episodeOf(subject, 5, 3)).toEqual(episodeOf(subject, 5, 3));
  expect(episodeOf(subject, 5, 3)).not.toEqual(episodeOf(subject, 6, 3));
});

test('a parser that hangs is left behind', async () => {
  const crew = createCrew(new URL('data:text/javascript,for(;;);'));
  const outcome = await crew.run({ do: 'fuzz', subject: 'any', ...OPTIONS }, 50);
  expect(outcome).toMatchObject({ ok: false, trouble: 'hangs: nothing heard for 50 ms' });
  await crew.close();
});

/** Their names say that they take what comes from outside. */
const PARSER =
  /^export function ((?:parse|decode|unpack)\w*|create\w*(?:Parser|Cutter|Assembler|Joiner|Inbox|Speaker|(?<!Card)Reader))\b/gm;
const IMPORT = /from '(\.{1,2}\/[^']+)'/g;

async function reachedFrom(file: string, reached = new Set<string>()): Promise<Set<string>> {
  if (reached.has(file)) return reached;
  reached.add(file);
  const text = await readFile(file, 'utf8');
  for (const [, path = ''] of text.matchAll(IMPORT)) await reachedFrom(join(dirname(file), path), reached);
  return reached;
}

test('no parser of the room is out of the reach of the fuzz', async () => {
  const reached = await reachedFrom(join(ROOM, 'fuzz/subjects.ts'));
  const missing: string[] = [];
  for await (const name of glob('**/*.ts', {
    cwd: ROOM,
    exclude: (path) => /\.test\.ts$|^(?:fuzz|testing)/.test(path),
  })) {
    const text = await readFile(join(ROOM, name), 'utf8');
    const isReached = reached.has(join(ROOM, name));
    for (const [, parser = ''] of text.matchAll(PARSER)) if (!isReached) missing.push(`${name}: ${parser}`);
  }
  expect(missing).toEqual([]);
});
