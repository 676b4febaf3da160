/** Which programs run, and which of them have a device open. Linux only; others' programs tell only root all. */
import { readFile, readdir, readlink, realpath } from 'node:fs/promises';
import { join } from 'node:path';

export interface Process {
  readonly pid: number;
  /** Short name, as `ps` shows it. */
  readonly name: string;
  /** What it was started with; empty where that is not ours to know. */
  readonly command: string;
  /** Paths of the files that it has open; empty where that is not ours to know. */
  readonly files: readonly string[];
}

export interface Holder {
  readonly path: string;
  readonly pid: number;
  readonly name: string;
  /** A program of Zhanggui, as the kiosk's: it has the device because that is its work. */
  readonly isOurs: boolean;
}

export async function readProcesses(proc: string): Promise<Process[]> {
  const names = await readdir(proc).catch(() => []);
  const pids = names.filter((name) => /^\d+$/.test(name)).map(Number);
  return Promise.all(
    pids.map(async (pid) => {
      const folder = join(proc, String(pid));
      // Processes end while one looks at them.
      const [name, command, descriptors] = await Promise.all([
        readFile(join(folder, 'comm'), 'utf8').catch(() => ''),
        readFile(join(folder, 'cmdline'), 'utf8').catch(() => ''),
        readdir(join(folder, 'fd')).catch(() => []),
      ]);
      const files = await Promise.all(descriptors.map((fd) => readlink(join(folder, 'fd', fd)).catch(() => '')));
      return {
        pid,
        name: name.trim(),
        command: command.replaceAll('\0', ' ').trim(),
        files: files.filter((file) => file.startsWith('/dev/')),
      };
    }),
  );
}

/** The agent and the command line as scripts; a packaged program by its own name; Electron's helpers by the kiosk's data. */
const OURS: readonly RegExp[] = [
  /(?:^|[\s/])(?:terminal\/agent\/main\.ts|hardware\/cli\/main\.ts|bin\/zhanggui\.mjs)(?:\s|$)/,
  /^(?:\S*\/)?zhanggui(?:-[a-z]+)?(?:\s|$)/,
  /\s--user-data-dir=\S*\/zhanggui(?:\s|$)/,
];

export function isOurs(command: string): boolean {
  return OURS.some((pattern) => pattern.test(command));
}

/** Which other processes have one of these paths open. */
export async function holdersOf(paths: readonly string[], processes: readonly Process[]): Promise<Holder[]> {
  const holders = await Promise.all(
    paths.map(async (path) => {
      const node = await realpath(path).catch(() => path);
      const having = processes.filter(({ pid, files }) => pid !== process.pid && files.includes(node));
      return having.map(({ pid, name, command }) => ({ path, pid, name, isOurs: isOurs(command) }));
    }),
  );
  return holders.flat();
}
