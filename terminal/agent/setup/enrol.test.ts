import { createPrivateKey, createPublicKey } from 'node:crypto';
import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { done, refuse, type Result } from '#shared/refusals/refusal.ts';
import type { RedeemInput } from '#shared/wire/enrolment.ts';
import type { TerminalProfile } from '#shared/wire/terminal.ts';
import { readEnrolment } from '../config.ts';
import type { TerminalServer } from '../server-link/port.ts';
import { enrolment, profile } from '../testing/samples.ts';
import { createEnrol, newTerminalKey, writeEnrolment } from './enrol.ts';

/** Answers one after the other; remembers what was shown. */
function answering(...answers: Result<TerminalProfile>[]) {
  const shown: RedeemInput[] = [];
  const call = (async (name: string, input: RedeemInput) => {
    expect(name).toBe('enrol.redeem');
    shown.push(input);
    return answers.shift() ?? refuse('offline');
  }) as TerminalServer['call'];
  return { shown, enrol: createEnrol({ server: { call } }) };
}

describe('showing a code', () => {
  test('gives the profile with the key whose public half was shown', async () => {
    const { shown, enrol } = answering(done(profile));
    const enrolled = await enrol('12345678');
    expect(enrolled.ok && enrolled.value.profile).toEqual(profile);
    const key = enrolled.ok ? enrolled.value.privateKey : newTerminalKey();
    const { x } = createPublicKey(createPrivateKey({ key, format: 'jwk' })).export({ format: 'jwk' });
    expect(shown).toEqual([{ code: '12345678', publicKey: x }]);
  });

  test('again after a lost answer shows the same key, so the server knows who asks', async () => {
    const { shown, enrol } = answering(refuse('offline'), done(profile), done(profile));
    expect(await enrol('12345678')).toEqual(refuse('offline'));
    const [first, second] = [await enrol('12345678'), await enrol('12345678')];
    expect(first).toEqual(second);
    expect(new Set(shown.map(({ publicKey }) => publicKey)).size).toBe(1);
  });

  test('another code is shown with another key', async () => {
    const { shown, enrol } = answering(refuse('enrolment-code-wrong'), done(profile));
    expect(await enrol('12345678')).toEqual(refuse('enrolment-code-wrong'));
    await enrol('12345679');
    expect(new Set(shown.map(({ publicKey }) => publicKey)).size).toBe(2);
  });
});

describe('keeping an enrolment', () => {
  let directory: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'zhanggui-enrol-'));
  });
  afterEach(() => rm(directory, { recursive: true, force: true }));

  test('writes what the agent reads at its start, for its user alone', async () => {
    const file = join(directory, 'terminal', 'enrolment.json');
    const made = enrolment();
    expect(await writeEnrolment(file, made)).toEqual(done(null));
    expect(await readEnrolment(file)).toEqual(made);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await readdir(join(directory, 'terminal'))).toEqual(['enrolment.json']);
  });

  test('replaces a file that others could read', async () => {
    const file = join(directory, 'enrolment.json');
    await writeFile(file, 'x');
    await chmod(file, 0o644);
    await writeEnrolment(file, enrolment());
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  test('a place that takes no file is a refusal, and what was there stays', async () => {
    const blocked = join(directory, 'a-file');
    await writeFile(blocked, 'x');
    expect(await writeEnrolment(join(blocked, 'enrolment.json'), enrolment())).toEqual(refuse('enrolment-not-kept'));
    expect(await readFile(blocked, 'utf8')).toBe('x');
  });
});
