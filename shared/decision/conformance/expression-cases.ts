import { firstDifference } from '../../conformance/difference.ts';
import { failed, PASSED, type CaseResult, type Verdict } from '../../conformance/verdict.ts';
import {
  compileStandard,
  compileUnary,
  environmentOf,
  ExpressionError,
  type ObjectValue,
} from '../expression/index.ts';
import { fieldOf } from '../expression/values.ts';
import { asObject } from '../graph/merge.ts';
import { plain } from '../plain.ts';

/** Reads a value as the case files write it (JSON5); gets it from outside, since it is no part of the product. */
export type ReadValue = (text: string) => unknown;

/**
 * The peer's file of expressions: one a line, `expression;input;output`; a line with two fields has no input, one that
 * begins with `#` is a heading. In a file of unary expressions the value they are about is the input's `$`.
 */
export function runExpressionFile(
  name: string,
  text: string,
  { read, now }: { read: ReadValue; now: number },
): CaseResult[] {
  const isUnary = name.includes('unary');
  const [, ...lines] = text.split('\n');
  return lines.flatMap((line, index) => {
    if (line.trim() === '' || line.startsWith('#')) return [];
    const [expression = '', input = '', output = ''] = fieldsOf(line);
    const given = asObject(plain(input.trim() === '' ? {} : read(input)));
    const id = `line ${index + 2}: ${expression}`;
    return [{ id, verdict: judge(expression, given, read(output), { isUnary, now }) }];
  });
}

function fieldsOf(line: string): string[] {
  const fields: string[] = [];
  let rest = line;
  while (fields.length < 2) {
    const quoted = /^"((?:[^"]|"")*)";/.exec(rest);
    const end = quoted ? quoted[0].length : rest.indexOf(';') + 1;
    if (end === 0) break;
    fields.push(quoted ? (quoted[1] ?? '').replaceAll('""', '"') : rest.slice(0, end - 1));
    rest = rest.slice(end);
  }
  if (fields.length === 1) fields.push('');
  return [...fields, rest];
}

interface Manner {
  readonly isUnary: boolean;
  readonly now: number;
}

function judge(expression: string, input: ObjectValue, expected: unknown, { isUnary, now }: Manner): Verdict {
  const compiled = isUnary ? compileUnary(expression) : compileStandard(expression);
  if (!compiled.ok) return failed(`can not be read: ${compiled.problem.message} (at ${compiled.problem.at})`);
  try {
    const actual = plain(compiled.run(environmentOf(input, now, fieldOf(input, '$'))));
    return sameThroughout(expected, actual);
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    return failed(`has no value: ${error.message}`);
  }
}

/** Nothing may be missing and nothing may be too much. */
export function sameThroughout(expected: unknown, actual: unknown): Verdict {
  const difference = firstDifference(expected, actual) ?? firstDifference(actual, expected);
  return difference === null ? PASSED : failed(difference);
}
