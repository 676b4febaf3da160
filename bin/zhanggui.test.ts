import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { inRoot } from './paths.ts';

/** The binary, as `npx zhanggui` runs it. */
async function zhanggui(...args: string[]): Promise<{ code: unknown; stdout: string }> {
  const child = spawn(process.execPath, [inRoot('bin', 'zhanggui.mjs'), ...args], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [[code], stdout] = await Promise.all([once(child, 'exit'), text(child.stdout)]);
  return { code, stdout };
}

test('standard output has the events of the command and nothing else', async () => {
  const { code, stdout } = await zhanggui('doctor', '--json');
  const events = stdout
    .trim()
    .split('\n')
    .map((line): unknown => JSON.parse(line));
  expect(events.length).toBeGreaterThan(4);
  expect([0, 1]).toContain(code);
});

test('the exit code of the command is the exit code of the binary', async () => {
  expect((await zhanggui('explode')).code).toBe(2);
  expect((await zhanggui('--help')).code).toBe(0);
});
