import { existsSync, readdirSync, readFileSync } from 'node:fs';
import JSON5 from 'json5';
import { describe, expect, test } from 'vitest';
import type { CaseResult } from '../../conformance/verdict.ts';
import { runExpressionFile } from './expression-cases.ts';
import { RECORDED_AT, runGraphFile } from './graph-cases.ts';

/** The peer's own files lie beside the project and are no part of it. */
const folder = new URL('../../../../shared/data/jdm-cases/', import.meta.url);
const isThere = existsSync(folder);

describe.skipIf(!isThere)('the peer’s cases (needs ../shared/data/jdm-cases)', () => {
  const read = (name: string): string => readFileSync(new URL(name, folder), 'utf8');

  test.each(['standard.csv', 'unary.csv', 'date.csv'])('%s', (name) => {
    const results = runExpressionFile(name, read(name), { read: (text) => JSON5.parse(text), now: Date.now() });
    expect(results.length).toBeGreaterThan(40);
    expect(failedOf(results)).toEqual([]);
  });

  test('graphs, but for those with JavaScript in them', () => {
    const results = readdirSync(new URL('graphs/', folder)).flatMap(
      (name) => runGraphFile(name, JSON.parse(read(`graphs/${name}`))) ?? [],
    );
    expect(results.length).toBeGreaterThan(50);
    expect(failedOf(results)).toEqual([]);
    const skipped = results.filter(({ verdict }) => verdict.outcome === 'skipped');
    expect(skipped.every(({ verdict }) => verdict.outcome === 'skipped' && verdict.reason.includes('JavaScript'))).toBe(
      true,
    );
  });
});

function failedOf(results: readonly CaseResult[]): CaseResult[] {
  return results.filter(({ verdict }) => verdict.outcome === 'failed');
}

describe('a file of expressions', () => {
  const run = (line: string, name = 'standard.csv') =>
    runExpressionFile(name, `heading\n# part\n\n${line}`, { read: (text) => JSON5.parse(text), now: RECORDED_AT });

  test('has lines with and without an input, and quoted ones', () => {
    for (const line of ['1 + 1;;2', 'map([0..3), #);[0, 1, 2]', '"a = 1; b = 2";{};{"a": 1, "b": 2}', 'x;{"x": 4};4'])
      expect(run(line)[0]?.verdict).toEqual({ outcome: 'passed' });
    expect(run('> 5;{$: 6};true', 'unary.csv')[0]?.verdict).toEqual({ outcome: 'passed' });
  });

  test('fails with what is different: too little, too much, unreadable, without a value', () => {
    const told = (line: string): string => {
      const [result] = run(line);
      return result?.verdict.outcome === 'failed' ? result.verdict.difference : 'not failed';
    };
    expect(told('1 + 1;;3')).toContain('expected 3, got 2');
    expect(told('{a: 1, b: 2};;{"a": 1}')).toContain('b');
    expect(told('1 +;;3')).toContain('can not be read');
    expect(told('1 + "a";;3')).toContain('has no value');
  });
});

test('other JSON is no graph with tests', () => {
  expect(runGraphFile('x', { nodes: [] })).toBeNull();
});
