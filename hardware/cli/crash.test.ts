import { describe, expect, test } from 'vitest';
import { startCli } from './testing/run-cli.ts';

/** Runs a command in a process where something of Node's is broken from the start. */
function runBroken(breakage: string, ...args: readonly string[]) {
  const code = `import os from 'node:os';
    import fs from 'node:fs/promises';
    import { syncBuiltinESMExports } from 'node:module';
    ${breakage};
    syncBuiltinESMExports();`;
  const preload = `data:text/javascript,${encodeURIComponent(code).replaceAll("'", '%27')}`;
  return startCli(args, { NODE_OPTIONS: `--import=${preload}` }).end;
}

const thrown = `(() => { throw Object.assign(new Error('11010519491231002X'), { code: 'EBROKEN' }); })()`;

describe('what goes wrong inside is an error in one line, never a stack', () => {
  test.each([
    ['a promise that nobody waits for', `fs.statfs = async () => ${thrown}`, ['doctor']],
    ['a call of the command itself', `Date.now = () => ${thrown}`, ['doctor']],
    ['a timer', `setTimeout(() => ${thrown}, 1500)`, ['simulate', 'printer', '--listen', 'tcp://127.0.0.1:0']],
  ])('%s', async (_what, breakage, args) => {
    const { code, events, stderr } = await runBroken(breakage, ...args, '--json', '--timeout', '60');
    expect(code).toBe(1);
    expect(events.at(-1)).toMatchObject({ event: 'error', code: 'crashed', detail: 'Error EBROKEN' });
    expect(stderr).not.toMatch(/^\s+at |11010519491231002X/m);
  });
});

test('the doctor knows a user who has no entry by number', async () => {
  const { events } = await runBroken(`os.userInfo = () => ${thrown}; process.getuid = () => 54321`, 'doctor', '--json');
  const check = events.find((event) => event['check'] === 'serial-group' && event['state'] !== 'good');
  expect(events.map(({ event }) => event)).toContain('check');
  expect(events.every((event) => event['code'] !== 'crashed')).toBe(true);
  if (process.platform === 'linux' && check) expect(check['line']).toBe('sudo usermod -aG dialout 54321');
});
