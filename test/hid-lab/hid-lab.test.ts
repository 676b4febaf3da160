/** One boot of the lab's machine; each promise it checks is a test here. `run.ts` is the same for a person to watch. */
import { beforeAll, describe, expect, test } from 'vitest';
import { CHECK_NAMES } from './check-names.ts';
import type { LabRun } from './machine.ts';
import { LAB_LIMIT_MS, runLab } from './machine.ts';
import { labTools } from './tools.ts';

const tools = labTools();

describe.skipIf(tools === undefined)('HID lab (needs qemu-system-x86_64 and a Debian kernel)', () => {
  let run: LabRun;

  beforeAll(async () => {
    if (tools !== undefined) run = await runLab(tools);
  }, LAB_LIMIT_MS + 10_000);

  test.each(CHECK_NAMES)('%s', (name) => {
    const check = run.reports.find((report) => report.kind === 'check' && report.name === name);
    expect(check ?? run.failure).toMatchObject({ failure: null });
  });

  test('the machine came to its end', () => {
    expect(run.failure).toBe(null);
  });
});
