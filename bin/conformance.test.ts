import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { inRoot } from './paths.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'zhanggui-conformance-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

test('a folder whose cases pass ends with 0', () => {
  copyFileSync(inRoot('test', 'loan-cases', 'china.json'), join(folder, 'china.json'));
  writeFileSync(join(folder, 'notes.txt'), 'no JSON');
  expect(conformance(folder)).toEqual({ code: 0, lines: ['china.json: 4 passed, 0 failed, 0 skipped'] });
});

test('a case that is not met is named with its first difference and ends with 1', () => {
  const input = { rate: '0', nper: 60, pv: 15000 };
  const wrong = { id: 'irr-x', function: 'pmt', input, expected: '-251', tolerance: '0' };
  writeFileSync(join(folder, 'irr.json'), JSON.stringify({ format: 'loan-cases/irr/1', cases: [wrong] }));
  expect(conformance(folder)).toEqual({
    code: 1,
    lines: [
      'irr.json: 0 passed, 1 failed, 0 skipped',
      '  irr-x: pmt: expected -251 ± 0, got -250.00000000000000000000',
    ],
  });
});

test('a file that is no JSON fails, another one is told apart, and a folder without cases fails', () => {
  writeFileSync(join(folder, 'broken.json'), '{');
  expect(conformance(folder).code).toBe(1);
  rmSync(join(folder, 'broken.json'));
  writeFileSync(join(folder, 'other.json'), '{"format":"else"}');
  const { code, lines } = conformance(folder);
  expect(code).toBe(1);
  expect(lines[0]).toBe('other.json: no loan cases in it');
  expect(conformance(join(folder, 'nowhere')).lines[0]).toContain('There is no folder');
});

function conformance(directory: string): { code: number | null; lines: string[] } {
  const { status, stdout } = spawnSync(process.execPath, [inRoot('bin', 'conformance.ts'), directory], {
    encoding: 'utf8',
  });
  return { code: status, lines: stdout.trimEnd().split('\n') };
}
