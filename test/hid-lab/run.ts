/**
 * `node test/hid-lab/run.ts [PART]`: the HID lab for a person to watch. Prints each check as it ends; PART of a name
 * chooses the checks. Exit code 0 only if there were some and all of them passed.
 */
import { ensureTools } from '../../bin/test/tools.ts';
import { checksNamed } from './check-names.ts';
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
const part = process.argv[2];
const { reports, failure } = await runLab(tools, { part, onReport: show });
const checks = reports.filter((report) => report.kind === 'check');
const passed = checks.filter((check) => check.failure === null).length;
const wanted = checksNamed(part).length;
if (failure !== null) say(failure);
say(`${passed} of ${wanted} checks passed, ${seconds(performance.now() - begunMs)} s`);
process.exit(wanted > 0 && passed === wanted && failure === null ? 0 : 1);

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
