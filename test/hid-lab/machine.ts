/** One boot of the lab's machine, from power on to power off, and what it reported meanwhile. */
import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { buildInitramfs } from './initramfs.ts';
import type { Report } from './report.ts';
import { reportSchema } from './report.ts';
import type { LabTools } from './tools.ts';

/** A machine that has not finished by then never will. */
export const LAB_LIMIT_MS = 180_000;
const CONSOLE_LINES = 15;

export interface LabRun {
  readonly reports: readonly Report[];
  /** Why the run is worth nothing although reports may be there: the machine did not come to its end. */
  readonly failure: string | null;
}

export interface LabOptions {
  /** Part of the names of the checks to run; all without it. */
  readonly part?: string | undefined;
  readonly onReport?: (report: Report) => void;
}

export async function runLab(tools: LabTools, { part = '', onReport }: LabOptions = {}): Promise<LabRun> {
  const folder = mkdtempSync(join(tmpdir(), 'hid-lab-'));
  const consoleFile = join(folder, 'console');
  const initramfs = join(folder, 'initramfs.gz');
  const main = fileURLToPath(new URL('guest/main.ts', import.meta.url));
  writeFileSync(initramfs, buildInitramfs({ ...tools, modulesDir: tools.kernel.modulesDir, main, part }));
  const qemu = spawn(tools.qemu, argumentsOf({ image: tools.kernel.image, initramfs, consoleFile }), {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const kill = (): boolean => qemu.kill('SIGKILL');
  process.once('exit', kill);
  const limit = setTimeout(kill, LAB_LIMIT_MS);
  try {
    const reports = await reportsOf(qemu, onReport);
    const isWhole = reports.at(-1)?.kind === 'finished';
    return { reports, failure: isWhole ? null : tailOf(consoleFile) };
  } finally {
    clearTimeout(limit);
    process.off('exit', kill);
    kill();

    rmSync(folder, { recursive: true });
  }
}

/**
 * No network, no disk. Software emulation always: a /dev/kvm that exists may still hang the machine. One processor: with
 * two emulated side by side, qemu 7.2 lets Node crash in one of fifteen starts, with one in none of seventy.
 */
function argumentsOf(paths: Readonly<Record<'image' | 'initramfs' | 'consoleFile', string>>): string[] {
  return [
    ...['-accel', 'tcg', '-cpu', 'Nehalem', '-smp', '1', '-m', '1024'],
    ...['-nodefaults', '-no-user-config', '-display', 'none', '-no-reboot'],
    ...['-kernel', paths.image, '-initrd', paths.initramfs],
    ...['-append', 'console=ttyS0 quiet panic=-1 mitigations=off'],
    ...['-serial', `file:${paths.consoleFile}`, '-serial', 'stdio'],
    ...['-fsdev', 'local,id=host,path=/,security_model=none,readonly=on,multidevs=remap'],
    ...['-device', 'virtio-9p-pci,fsdev=host,mount_tag=host'],
  ];
}

async function reportsOf(qemu: ChildProcess, onReport: LabOptions['onReport']): Promise<Report[]> {
  const { stdout, stderr } = qemu;
  if (stdout === null || stderr === null) throw new Error('both are pipes');
  const ended = once(qemu, 'exit');
  const reports: Report[] = [];
  stderr.resume();
  for await (const line of createInterface({ input: stdout })) {
    const report = parseReport(line);
    if (report === null) continue;
    reports.push(report);
    onReport?.(report);
  }
  await ended;
  return reports;
}

/** The serial line belongs to the reports, yet firmware and kernel may have said something on it before. */
function parseReport(line: string): Report | null {
  if (!line.startsWith('{')) return null;
  const parsed = reportSchema.safeParse(JSON.parse(line));
  return parsed.success ? parsed.data : null;
}

function tailOf(consoleFile: string): string {
  const lines = readFileSync(consoleFile, 'utf8').trimEnd().split(/\r?\n/);
  return `The machine did not come to its end. Its last words:\n${lines.slice(-CONSOLE_LINES).join('\n')}`;
}
