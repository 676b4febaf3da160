import type { AddressInfo } from 'node:net';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { readEnrolment } from '#agent/config.ts';
import { silentLog } from '#agent/log.ts';
import { createTerminalServer } from '#agent/server-link/adapter.ts';
import { createProver } from '#agent/server-link/proof.ts';
import { createEnrol, writeEnrolment } from '#agent/setup/enrol.ts';
import { resultOf } from '#shared/refusals/refusal.ts';
import { terminalRow } from '#shared/wire/enrolment.ts';
import { terminalProfile } from '#shared/wire/terminal.ts';
import { PUBLIC_URL, valueOf } from '../platform/house.ts';
import { openEnrolmentDesk, otherThan, type EnrolmentDesk } from './enrolment-desk.ts';

/** The terminal's own program at a real port, with a code of the portal. */
describe("the agent's side", () => {
  let desk: EnrolmentDesk;
  let directory: string;
  let url: string;
  beforeAll(async () => {
    desk = await openEnrolmentDesk();
    directory = await mkdtemp(join(tmpdir(), 'zhanggui-enrol-'));
    await desk.house.app.listen({ port: 0, host: '127.0.0.1' });
    url = `http://127.0.0.1:${(desk.house.app.server.address() as AddressInfo).port}/terminal/trpc`;
  });
  afterAll(async () => {
    await desk.house.close();
    await rm(directory, { recursive: true, force: true });
  });
  // Wrong codes are counted by the minute.
  beforeEach(() => {
    desk.house.clock.now += 60_000;
  });

  const enrolAt = (address: string) => {
    const now = () => desk.house.clock.now;
    const { signal } = new AbortController();
    return createEnrol({ server: createTerminalServer({ url: address, prove: null, now, log: silentLog, signal }) });
  };

  test('enrols, keeps it, says hello with its own key, and is a stranger again once retired', async () => {
    const enrol = enrolAt(url);
    const code = await desk.makeCode();
    expect(await enrol(otherThan(code))).toMatchObject({ refusal: { code: 'enrolment-code-wrong' } });
    const enrolled = valueOf(await enrol(code));
    expect(await enrol(code)).toEqual({ ok: true, value: enrolled });
    const file = join(directory, 'enrolment.json');
    valueOf(await writeEnrolment(file, enrolled));
    const kept = await readEnrolment(file);
    if (kept === null) throw new Error('it was written');
    expect(await hello(kept)).toEqual({ ok: true, value: enrolled.profile });
    const { terminalId } = enrolled.profile;
    const after = valueOf(await desk.owner.mutate('terminals.retire', { terminalId }, z.array(terminalRow)));
    expect(after.find((row) => row.terminalId === terminalId)).toMatchObject({ active: false });
    expect(after.findIndex((row) => !row.active)).toBeGreaterThan(after.findLastIndex((row) => row.active));
    expect(await hello(kept)).toMatchObject({ refusal: { code: 'terminal-unknown' } });
    valueOf(await desk.owner.mutate('terminals.retire', { terminalId }, z.array(terminalRow)));
    const retired = await desk.rows(
      `select actor from platform.audit where action = 'terminal.retired' and subject = $1`,
      [`terminal:${terminalId}`],
    );
    expect(retired).toEqual([{ actor: expect.stringMatching(/^staff:/) }]);
  });

  test('without a server is offline', async () => {
    expect(await enrolAt('http://127.0.0.1:1/terminal/trpc')('12345678')).toMatchObject({
      refusal: { code: 'offline' },
    });
  });

  async function hello(kept: Parameters<typeof createProver>[0]) {
    const target = new URL('/terminal/trpc/hello', PUBLIC_URL);
    const dpop = await createProver(kept)({ method: 'GET', url: target, now: desk.house.clock.now });
    const answer = await desk.house.app.inject({ method: 'GET', url: target.pathname, headers: { dpop } });
    return z.object({ result: z.object({ data: resultOf(terminalProfile) }) }).parse(JSON.parse(answer.body)).result
      .data;
  }
});
