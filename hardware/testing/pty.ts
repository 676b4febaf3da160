/** A pair of pseudo-terminals made by socat: a serial cable without a serial port. */
import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const socatPath = ['/usr/bin/socat', '/usr/local/bin/socat', '/opt/homebrew/bin/socat'].find(existsSync);

export const hasSocat = socatPath !== undefined;

export interface PtyCable {
  /** Path of the driver's end and of the simulator's end; the same after every `plug`. */
  readonly hostPath: string;
  readonly devicePath: string;
  plug(): Promise<void>;
  unplug(): Promise<void>;
}

export function createPtyCable(): PtyCable {
  const folder = mkdtempSync(join(tmpdir(), 'hardware-pty-'));
  const hostPath = join(folder, 'host');
  const devicePath = join(folder, 'device');
  let socat: ChildProcess | null = null;
  return {
    hostPath,
    devicePath,
    plug: async () => {
      if (socatPath === undefined) throw new Error('tests that need socat are skipped without it');
      mkdirSync(folder, { recursive: true });
      const ends = [hostPath, devicePath].map((path) => `pty,raw,echo=0,link=${path}`);
      const child = spawn(socatPath, ['-d', '-d', ...ends], { stdio: ['ignore', 'ignore', 'pipe'] });
      socat = child;
      // socat says so once both ends exist.
      for await (const line of createInterface({ input: child.stderr })) {
        if (line.includes('starting data transfer loop')) break;
      }
      child.stderr.resume();
    },
    unplug: async () => {
      if (socat === null) return;
      const ended = once(socat, 'exit');
      socat.kill('SIGTERM');
      socat = null;
      await ended;
      rmSync(folder, { recursive: true });
    },
  };
}
