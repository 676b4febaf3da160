import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { caseFile } from './case-file.ts';
import { reportLines } from '../../conformance/verdict.ts';
import { PURE_ENGINES, runCaseFile } from './run.ts';

const folder = new URL('../../../test/loan-cases/', import.meta.url);
const files = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => ({ name, file: readCases(name) }))
  .filter(({ file }) => PURE_ENGINES.has(file.format));

describe.each(files)('test/loan-cases/$name', ({ file }) => {
  test.each(runCaseFile(file))('$id', ({ verdict }) => {
    expect(verdict).toEqual({ outcome: 'passed' });
  });
});

test('all formats of the pure maths are among the cases, and all of their cases', () => {
  expect(files.map(({ file }) => file.format).sort()).toEqual([...PURE_ENGINES.keys()].sort());
  expect(files.reduce((count, { file }) => count + file.cases.length, 0)).toBe(179);
});

describe('a case that is not met', () => {
  const file = { format: 'loan-cases/china/1', cases: [wrongCase()] };

  test('fails with the first difference', () => {
    const results = runCaseFile(file);
    expect(reportLines('china.json', results)).toEqual([
      'china.json: 0 passed, 1 failed, 0 skipped',
      '  chn-x: first.interest: expected "83.34", got "83.33"',
    ]);
  });

  test('fails where it has not the shape of its format, and where the answer is refused', () => {
    const shapeless = runCaseFile({ format: 'loan-cases/irr/1', cases: [{ id: 'a' }] });
    expect(shapeless[0]?.verdict.outcome).toBe('failed');
    const refused = runCaseFile({
      format: 'loan-cases/irr/1',
      cases: [{ id: 'b', function: 'irr', input: { values: [1, 2] }, expected: '0.1', tolerance: '0' }],
    });
    expect(reportLines('irr.json', refused)[1]).toContain('no-rate');
  });

  test('fails where a number is given although there is none', () => {
    const answered = runCaseFile({
      format: 'loan-cases/irr/1',
      cases: [{ id: 'c', function: 'irr', input: { values: [-1, 2] }, expected: null, tolerance: null }],
    });
    expect(answered[0]?.verdict.outcome).toBe('failed');
  });
});

test('a format without an engine is skipped and says so', () => {
  const results = runCaseFile({ format: 'loan-cases/servicing/9', cases: [{ id: 's' }] });
  expect(reportLines('x.json', results)).toEqual([
    'x.json: 0 passed, 0 failed, 1 skipped',
    '  skipped: loan-cases/servicing/9 is not served yet',
  ]);
});

test('other JSON is no file of cases', () => {
  for (const other of [null, [], {}, { format: 'else', cases: [] }, { format: 'loan-cases/irr/1', cases: [{}] }]) {
    expect(caseFile(other)).toBeNull();
  }
});

function wrongCase() {
  return {
    id: 'chn-x',
    kind: 'interest-only',
    input: { principal: '10000', annualRatePercent: '10', installments: 12 },
    expected: { first: { principal: '0', interest: '83.34' } },
  };
}

function readCases(name: string) {
  const file = caseFile(JSON.parse(readFileSync(new URL(name, folder), 'utf8')));
  if (file === null) throw new Error(`${name} holds no loan cases`);
  return file;
}
