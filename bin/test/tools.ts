// The browser and socat that some tests need. Where we may (root on Debian) they are installed; elsewhere those
// tests skip themselves, by name.
import { spawnSync } from 'node:child_process';
import { findOnPath } from '../start/window.ts';

const chromiumNames = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

export function chromiumPath(): string | undefined {
  return process.env['CHROMIUM'] ?? findOnPath(chromiumNames);
}

export function socatPath(): string | undefined {
  return findOnPath(['socat']);
}

export function ensureTools(say: (line: string) => void): void {
  const missing = [
    ...(chromiumPath() === undefined ? ['chromium'] : []),
    ...(socatPath() === undefined ? ['socat'] : []),
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
