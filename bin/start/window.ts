// The kiosk's window: Electron where its program is, otherwise Chromium on the same page of the same agent.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { buildDir, inRoot, rootDir } from '../paths.ts';
import { ownGroup, track } from './group.ts';
import { writeWindowPage } from './window-page.ts';

export interface WindowOptions {
  readonly url: string;
  readonly dataDir: string;
  readonly logDir: string;
  /** Full screen without a way out, as on a counter. */
  readonly kiosk: boolean;
}

interface Command {
  readonly program: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

export function electronBinary(): string | undefined {
  const names = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' } as Record<string, string>;
  const path = inRoot('node_modules', 'electron', 'dist', names[process.platform] ?? 'electron');
  return existsSync(path) ? path : undefined;
}

export function hasScreen(env: Readonly<Record<string, string | undefined>>): boolean {
  return process.platform !== 'linux' || Boolean(env['DISPLAY']) || Boolean(env['WAYLAND_DISPLAY']);
}

/** Opens the window and leaves it: closing it is not the end of the terminal. Returns why there is none, if so. */
export async function openWindow(options: WindowOptions): Promise<string | undefined> {
  if (!hasScreen(process.env)) return 'There is no screen here; open the kiosk in a browser by its address above.';
  const command = electronCommand(options) ?? (await chromiumCommand(options));
  if (command === undefined) {
    return 'Neither Electron nor Chromium is here; open the kiosk in a browser by its address above.';
  }
  const log = await open(join(options.logDir, 'window.log'), 'w');
  try {
    const env = { ...process.env, ...command.env };
    const child = spawn(command.program, command.args, { env, stdio: ['ignore', log.fd, log.fd], detached: ownGroup });
    track(child);
    await new Promise((resolve, reject) => child.once('spawn', resolve).once('error', reject));
  } finally {
    await log.close();
  }
  return undefined;
}

function electronCommand(options: WindowOptions): Command | undefined {
  const program = electronBinary();
  if (program === undefined) return undefined;
  const args = [join(buildDir, 'electron', 'main.js'), ...(options.kiosk ? ['--kiosk'] : [])];
  return { program, args, env: { AGENT_URL: options.url, KIOSK_DIR: join(buildDir, 'kiosk') } };
}

async function chromiumCommand(options: WindowOptions): Promise<Command | undefined> {
  const program = findOnPath(['chromium', 'chromium-browser', 'google-chrome']);
  if (program === undefined) return undefined;
  const folder = join(options.dataDir, 'terminal');
  const args = [
    `--app=${await writeWindowPage(folder, options.url)}`,
    `--user-data-dir=${join(folder, 'browser')}`,
    '--no-first-run',
    '--no-default-browser-check',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--disable-translate',
    '--window-size=1080,1920',
    ...(options.kiosk ? ['--kiosk'] : []),
    // Chromium's sandbox cannot be used by root; everybody else keeps it.
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  ];
  return { program, args, env: {} };
}

export function findOnPath(names: readonly string[]): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => !folder.startsWith(rootDir));
  for (const name of names) {
    const found = folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
    if (found !== undefined) return found;
  }
  return undefined;
}
