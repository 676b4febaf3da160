import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { readConfig } from './config.ts';
import { enrolment, profile } from './testing/samples.ts';

const folder = mkdtempSync(join(tmpdir(), 'zhanggui-agent-'));
afterAll(() => rmSync(folder, { recursive: true }));
const enrolmentFile = join(folder, 'enrolment.json');
writeFileSync(enrolmentFile, JSON.stringify(enrolment()));

const damagedVault = join(folder, 'damaged.db');
writeFileSync(damagedVault, 'no database at all, '.repeat(300));

const env = {
  SERVER_URL: 'http://127.0.0.1:9',
  PORT: '0',
  ENROLMENT_FILE: enrolmentFile,
  VAULT_FILE: join(folder, 'vault.db'),
};

function start(change: Record<string, string>) {
  const script = fileURLToPath(new URL('main.ts', import.meta.url));
  const child = fork(script, { env: { PATH: process.env['PATH'], ...env, ...change }, silent: true });
  const { stdout, stderr } = child;
  if (!stdout || !stderr) throw new Error('a silent child has pipes');
  return { child, output: text(stdout), said: text(stderr) };
}

describe('settings', () => {
  test('have safe defaults', () => {
    expect(readConfig({ ...env, PORT: '' })).toMatchObject({
      port: 4100,
      devicesFile: join(folder, 'devices.json'),
      sandbox: false,
      token: null,
      idleWarnMs: 90_000,
      idleResetMs: 30_000,
    });
  });

  test.each([
    ['SERVER_URL', 'ftp://x'],
    ['PORT', 'many'],
    ['AGENT_TOKEN', 'short'],
  ])('a bad %s is one line that names it', (name, value) => {
    expect(() => readConfig({ ...env, [name]: value })).toThrow(name);
  });
});

describe('the program', () => {
  test('with no server and no devices it is ready, says where, tells the token to its parent only, and ends on SIGTERM', async () => {
    const { child, output } = start({});
    const [message]: unknown[] = await once(child, 'message');
    const { url } = z.object({ ready: z.literal(true), url: z.string() }).parse(message);
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]{43}$/);
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
    const lines = await output;
    expect(lines).not.toContain(url.split('=')[1]);
    for (const line of lines.trim().split('\n')) expect(JSON.parse(line)).toMatchObject({ program: 'agent' });
    expect(lines).not.toContain(profile.merchant);
  });

  test('ends by itself when its parent is gone', async () => {
    const { child } = start({ VAULT_FILE: join(folder, 'other.db') });
    await once(child, 'message');
    child.disconnect();
    expect(await once(child, 'exit')).toEqual([0, null]);
  });

  test('that is not enrolled starts all the same: its wizard is what is shown', async () => {
    const { child } = start({ ENROLMENT_FILE: join(folder, 'none.json'), VAULT_FILE: join(folder, 'unenrolled.db') });
    expect(await once(child, 'message')).toMatchObject([{ ready: true }, undefined]);
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
  });

  test.each([
    [
      'a damaged enrolment',
      { ENROLMENT_FILE: fileURLToPath(import.meta.url) },
      /^The enrolment in .* is damaged: .*\n$/,
    ],
    [
      'a damaged vault',
      { VAULT_FILE: damagedVault },
      /^.* is damaged: keep it and call a technician; nothing was deleted\.\n$/,
    ],
    ['a vault that is a folder', { VAULT_FILE: folder }, /^.* cannot be opened: .*\n$/],
    ['a missing setting', { SERVER_URL: '' }, /^The environment variable SERVER_URL cannot be used: .*\n$/],
  ])('%s is one clear line and exit 1', async (_what, change, line) => {
    const { child, said } = start(change);
    expect(await once(child, 'exit')).toEqual([1, null]);
    expect(await said).toMatch(line);
  });

  test('a taken port is one clear line and exit 1', async () => {
    const holder = createServer();
    await new Promise<void>((resolve) => holder.listen(0, '127.0.0.1', resolve));
    const { child, said } = start({
      PORT: String((holder.address() as AddressInfo).port),
      VAULT_FILE: join(folder, 'third.db'),
    });
    expect(await once(child, 'exit')).toEqual([1, null]);
    expect(await said).toMatch(/^Port \d+ is taken: .*\n$/);
    holder.close();
  });
});
