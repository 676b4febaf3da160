// The two user interfaces are built once and kept until one of their sources changes: the content decides, not the
// times of the files, so a fresh clone and a changed branch are both right.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { glob, mkdir, open, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildDir, inRoot, rootDir } from './paths.ts';
import { hasCode, Problem } from './problem.ts';
import { ownGroup, track } from './start/group.ts';

interface Interface {
  readonly name: string;
  readonly config: string;
  /** Folders and files whose content makes the build. */
  readonly sources: readonly string[];
}

const lock = ['package.json', 'package-lock.json', 'tsconfig.json'];

export const interfaces: readonly Interface[] = [
  { name: 'portal', config: 'portal/vite.config.ts', sources: ['portal', 'shared', ...lock] },
  { name: 'kiosk', config: 'terminal/kiosk/vite.config.ts', sources: ['terminal/kiosk', 'shared', ...lock] },
];

/** Only for machines that have Electron's program: its main, preload and core as plain JavaScript. */
export const electronShell: Interface = {
  name: 'electron',
  config: 'terminal/electron/vite.config.ts',
  sources: ['terminal/electron', 'terminal/agent', 'hardware', 'shared', ...lock],
};

export async function buildInterfaces(
  wanted: readonly Interface[],
  options: { logDir: string; say: (line: string) => void },
): Promise<void> {
  const stale: { target: Interface; hash: string }[] = [];
  for (const target of wanted) {
    const hash = await hashOf(target.sources);
    if ((await readStamp(target)) !== hash) stale.push({ target, hash });
  }
  if (stale.length === 0) return;
  options.say(`Building ${stale.map(({ target }) => target.name).join(' and ')} (only when something changed) …`);
  await mkdir(options.logDir, { recursive: true });
  const results = await Promise.allSettled(stale.map(({ target, hash }) => buildOne(target, hash, options.logDir)));
  for (const result of results) if (result.status === 'rejected') throw result.reason;
}

async function buildOne(target: Interface, hash: string, logDir: string): Promise<void> {
  await rm(stampFile(target), { force: true });
  const logFile = join(logDir, `build-${target.name}.log`);
  const log = await open(logFile, 'w');
  try {
    const vite = inRoot('node_modules', 'vite', 'bin', 'vite.js');
    const child = track(
      spawn(process.execPath, [vite, 'build', '--config', target.config], {
        cwd: rootDir,
        env: { ...process.env, NO_COLOR: '1' },
        stdio: ['ignore', log.fd, log.fd],
        detached: ownGroup,
      }),
    );
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', resolve);
    });
    if (code !== 0) throw new Problem(`The ${target.name} could not be built; the reason is in ${logFile}.`);
  } finally {
    await log.close();
  }
  await mkdir(buildDir, { recursive: true });
  await writeFile(stampFile(target), hash);
}

async function readStamp(target: Interface): Promise<string | undefined> {
  if (!existsSync(join(buildDir, target.name))) return undefined;
  return readFile(stampFile(target), 'utf8').catch((error: unknown) => {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  });
}

function stampFile(target: Interface): string {
  return join(buildDir, `${target.name}.hash`);
}

const generated = new Set(['node_modules', '.svelte-kit', '.svelte-check']);

export async function hashOf(sources: readonly string[], root = rootDir): Promise<string> {
  const files: string[] = [];
  const patterns = sources.flatMap((source) => [source, `${source}/**/*`]);
  for await (const entry of glob(patterns, {
    cwd: root,
    withFileTypes: true,
    exclude: (at) => generated.has(at.name),
  })) {
    // Tests do not end up in a build.
    if (entry.isFile() && !entry.name.endsWith('.test.ts')) files.push(join(entry.parentPath, entry.name));
  }
  const hash = createHash('sha256');
  for (const file of [...new Set(files)].sort()) {
    hash
      .update(file.slice(root.length))
      .update('\0')
      .update(await readFile(file))
      .update('\0');
  }
  return hash.digest('hex');
}
