// `npm run check`: everything that can be said about the code without running it, one line a check, and the words of
// those that failed.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { inRoot, rootDir } from './paths.ts';

interface Check {
  readonly name: string;
  /** A program of node_modules/.bin and its arguments. */
  readonly command: readonly [string, ...string[]];
  readonly cwd?: string;
}

const rooms = ['bin', 'shared', 'hardware', 'server', 'terminal', 'portal', 'test'].filter((room) =>
  existsSync(inRoot(room)),
);

const checks: readonly Check[] = [
  { name: 'types', command: ['tsc', '--noEmit', '-p', 'tsconfig.json'] },
  {
    name: 'types of the kiosk',
    command: ['svelte-check', '--workspace', 'terminal/kiosk', '--tsconfig', './tsconfig.json'],
  },
  { name: 'routes of the portal', command: ['svelte-kit', 'sync'], cwd: 'portal' },
  { name: 'types of the portal', command: ['svelte-check', '--workspace', 'portal', '--tsconfig', './tsconfig.json'] },
  { name: 'lint', command: ['eslint', '.', '--max-warnings=0'] },
  { name: 'format', command: ['prettier', '--check', '--log-level=warn', '.'] },
  { name: 'import directions', command: ['depcruise', '--config', '.dependency-cruiser.cjs', ...rooms] },
  { name: 'dead code', command: ['knip', '--no-progress'] },
];

interface Outcome {
  readonly check: Check;
  readonly ok: boolean;
  readonly output: string;
}

let failures = 0;
for (const check of checks) {
  const started = performance.now();
  const outcome = await run(check);
  const seconds = ((performance.now() - started) / 1000).toFixed(1).padStart(5);
  write(`${outcome.ok ? 'ok    ' : 'FAILED'} ${seconds} s  ${check.name}`);
  if (outcome.ok) continue;
  failures += 1;
  write(outcome.output.trim().replace(/^/gm, '       '));
}
write(failures === 0 ? 'All checks passed.' : `${failures} of ${checks.length} checks failed.`);
process.exit(failures === 0 ? 0 : 1);

function run(check: Check): Promise<Outcome> {
  const [program, ...args] = check.command;
  return new Promise((resolve, reject) => {
    const child = spawn(inRoot('node_modules', '.bin', program), args, {
      cwd: check.cwd === undefined ? rootDir : inRoot(check.cwd),
      env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0' },
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
    });
    let output = '';
    const collect = (chunk: Buffer): void => {
      output += chunk.toString();
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.once('error', reject);
    child.once('close', (code) => resolve({ check, ok: code === 0, output }));
  });
}

function write(text: string): void {
  process.stdout.write(`${text}\n`);
}
