/**
 * `node test/hid-lab/run.ts`: the HID lab for a person to watch. Prints each check as it ends; exit code 0 only if all
 * of them passed.
 */
import { ensureTools } from '../../bin/test/tools.ts';
import { CHECK_NAMES } from './check-names.ts';
import { runLab } from './machine.ts';
import type { Report } from './report.ts';
import { labTools } from './tools.ts';

ensureTools(say);
const tools = labTools();
if (tools === undefined) {
  say('The HID lab needs qemu-system-x86_64, a static busybox and a Debian kernel (npm test fetches them as root).');
  process.exit(1);
}
const begunMs = performance.now();
const { reports, failure } = await runLab(tools, show);
const passed = reports.filter((report) => report.kind === 'check' && report.failure === null).length;
if (failure !== null) say(failure);
say(`${passed} of ${CHECK_NAMES.length} checks passed, ${seconds(performance.now() - begunMs)} s`);
process.exit(passed === CHECK_NAMES.length && failure === null ? 0 : 1);

function show(report: Report): void {
  if (report.kind === 'booted') say(`the machine is up after ${seconds(performance.now() - begunMs)} s`);
  if (report.kind !== 'check') return;
  say(`${report.failure === null ? 'ok  ' : 'FAIL'} ${report.name} (${report.tookMs} ms)`);
  if (report.failure !== null) say(report.failure);
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(1);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
