// The browser, socat and the HID lab's machine that some tests need. Where we may (root on Debian) they are installed;
// elsewhere those tests skip themselves, by name.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { findOnPath } from '../start/window.ts';
import { debianKernel, fetchDebianKernel } from './debian-kernel.ts';

const chromiumNames = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** The lab's machine is an x86-64 one and runs the host's own Node: elsewhere there is none that it could run. */
const hasLab = process.platform === 'linux' && process.arch === 'x64';

export function chromiumPath(): string | undefined {
  return process.env['CHROMIUM'] ?? findOnPath(chromiumNames);
}

export function socatPath(): string | undefined {
  return findOnPath(['socat']);
}

export function qemuPath(): string | undefined {
  return findOnPath(['qemu-system-x86_64']);
}

/** It is the first program of a machine without libraries: one that needs some is of no use. */
export function staticBusyboxPath(): string | undefined {
  const path = findOnPath(['busybox']);
  return path === undefined || readFileSync(path).includes('/ld-linux') ? undefined : path;
}

export function ensureTools(say: (line: string) => void): void {
  ensurePackages(say);
  ensureKernel(say);
}

function ensurePackages(say: (line: string) => void): void {
  const missing = [
    ...(chromiumPath() === undefined ? ['chromium'] : []),
    ...(socatPath() === undefined ? ['socat'] : []),
    ...(hasLab && qemuPath() === undefined ? ['qemu-system-x86'] : []),
    ...(hasLab && staticBusyboxPath() === undefined ? ['busybox-static'] : []),
  ];
  if (missing.length === 0) return;
  if (process.getuid?.() !== 0 || findOnPath(['apt-get']) === undefined) {
    say(`Not here: ${missing.join(', ')}. The tests that need it are skipped.`);
    return;
  }
  say(`Installing ${missing.join(' and ')} from Debian's packages (some minutes) …`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  for (const args of [['update'], ['install', '-y', '--no-install-recommends', ...missing]]) {
    const result = spawnSync('apt-get', ['-qq', ...args], { env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
    if (result.status === 0) continue;
    say(
      `apt-get ${args[0]} failed: ${result.stderr.trim().split('\n').at(-1) ?? ''}. The tests that need it are skipped.`,
    );
    return;
  }
}

function ensureKernel(say: (line: string) => void): void {
  if (!hasLab || qemuPath() === undefined || debianKernel() !== undefined) return;
  if (findOnPath(['dpkg-deb']) === undefined) return;
  say("Fetching Debian's kernel for the HID lab (70 MB) …");
  const trouble = fetchDebianKernel();
  if (trouble !== undefined) say(`${trouble}. The tests that need it are skipped.`);
}
