import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { EnrolledIn, enrolledTerminal, fingerprintOf, ownVaultFile } from './enrolled.ts';

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'zhanggui-enrolled-'));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

describe('the fingerprint of a database', () => {
  const identity = { system: '7300000000000000001', database: '16384' };
  const print = fingerprintOf('postgresql://a:b@127.0.0.1:5432/zhanggui', identity);

  test('does not depend on user and password, nor on whether the usual port is written', () => {
    expect(fingerprintOf('postgresql://c:d@127.0.0.1/zhanggui', identity)).toBe(print);
  });

  test.each([
    ['another host', 'postgresql://a:b@db.local:5432/zhanggui', identity],
    ['another port', 'postgresql://a:b@127.0.0.1:5433/zhanggui', identity],
    ['another database', 'postgresql://a:b@127.0.0.1:5432/other', identity],
    ['a new cluster at the same place', 'postgresql://a:b@127.0.0.1:5432/zhanggui', { ...identity, system: '73' }],
    ['a database made again', 'postgresql://a:b@127.0.0.1:5432/zhanggui', { ...identity, database: '16385' }],
  ])('differs for %s', (_name, url, of) => {
    expect(fingerprintOf(url, of)).not.toBe(print);
  });
});

test('the note holds for the remembered database only, until it is forgotten', async () => {
  const note = new EnrolledIn(directory);
  expect(await note.is('a')).toBe(false);
  await note.remember('a');
  expect([await note.is('a'), await note.is('b'), await note.is(undefined)]).toEqual([true, false, false]);
  expect((await stat(join(directory, 'database'))).mode & 0o077).toBe(0);
  await note.forget();
  expect(await note.is('a')).toBe(false);
});

describe('the vault', () => {
  test("is named by the enrolled terminal's id", async () => {
    const file = join(directory, 'enrolment.json');
    const terminalId = '01a20488-e30d-70f5-8e8b-cd4f973abfd9';
    await writeFile(file, JSON.stringify({ profile: { terminalId } }));
    expect(await ownVaultFile(directory, file)).toBe(join(directory, `vault-${terminalId}.sqlite`));
  });

  test.each(['{', '{}', '{"profile":{"terminalId":"../x"}}'])('has no name from an enrolment like %s', async (text) => {
    const file = join(directory, 'damaged.json');
    await writeFile(file, text);
    expect(await enrolledTerminal(file)).toBeUndefined();
    await expect(ownVaultFile(directory, file)).rejects.toThrow('missing or damaged');
  });
});
