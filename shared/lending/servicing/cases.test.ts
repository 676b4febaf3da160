import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { caseFile } from '../conformance/case-file.ts';
import { runCaseFile } from '../conformance/run.ts';

const folder = new URL('../../../test/loan-cases/servicing/', import.meta.url);
const file = caseFile(readJson('servicing.json'));
/** Cases that do not pass, with the reason. */
const notYet = z.record(z.string(), z.string()).parse(readJson('not-yet.json'));
const results = file ? runCaseFile(file) : [];

describe('test/loan-cases/servicing', () => {
  for (const { id, verdict } of results) {
    const reason = notYet[id];
    test.skipIf(reason !== undefined)(reason === undefined ? id : `${id}, not yet: ${reason}`, () => {
      expect(verdict).toEqual({ outcome: 'passed' });
    });
  }

  test('there are all 126, and what is listed as not yet does not pass', () => {
    expect(results).toHaveLength(126);
    const failing = results.filter(({ verdict }) => verdict.outcome !== 'passed').map(({ id }) => id);
    expect(failing).toEqual(Object.keys(notYet));
  });
});

function readJson(name: string): unknown {
  return JSON.parse(readFileSync(new URL(name, folder), 'utf8'));
}
