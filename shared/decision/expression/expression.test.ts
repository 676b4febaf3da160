import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plain } from '../plain.ts';
import { add, compareNumbers, divide, multiply, roundTo, subtract } from './arithmetic.ts';
import { fromParts, numberText, parseNumber, partsOf } from './decimal.ts';
import {
  compileStandard,
  compileUnary,
  environmentOf,
  ExpressionError,
  type ObjectValue,
  type Value,
} from './index.ts';

const NOON = Date.UTC(2026, 10, 22, 4);

function valueOf(text: string, input: ObjectValue = {}): Value {
  const compiled = compileStandard(text);
  if (!compiled.ok) throw new Error(`${compiled.problem.message} at ${compiled.problem.at}`);
  return plain(compiled.run(environmentOf(input, NOON)));
}

function passes(text: string, self: Value, input: ObjectValue = {}): boolean {
  const compiled = compileUnary(text);
  if (!compiled.ok) throw new Error(compiled.problem.message);
  return compiled.run(environmentOf(input, NOON, self));
}

function problemOf(text: string): { message: string; at: number } | null {
  const compiled = compileStandard(text);
  return compiled.ok ? null : compiled.problem;
}

describe('numbers', () => {
  const decimals = fc
    .tuple(fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }), fc.integer({ min: 0, max: 9 }))
    .map(([digits, places]) => fromParts(digits, places));

  test('are added, subtracted and multiplied exactly', () => {
    fc.assert(
      fc.property(decimals, decimals, (a, b) => {
        const [x, y] = [partsOf(a), partsOf(b)];
        const scale = x.scale + y.scale;
        const [left, right] = [x.coefficient * 10n ** BigInt(y.scale), y.coefficient * 10n ** BigInt(x.scale)];
        expect(numberText(add(a, b))).toBe(numberText(fromParts(left + right, scale)));
        expect(numberText(subtract(a, b))).toBe(numberText(fromParts(left - right, scale)));
        expect(numberText(multiply(a, b))).toBe(numberText(fromParts(x.coefficient * y.coefficient, scale)));
      }),
      { numRuns: 2_000 },
    );
  });

  test('come back from their text, and keep their order', () => {
    fc.assert(
      fc.property(decimals, decimals, (a, b) => {
        expect(numberText(parseNumber(numberText(a)) ?? 0)).toBe(numberText(a));
        expect(compareNumbers(a, b) + compareNumbers(b, a)).toBe(0);
        expect(compareNumbers(add(a, b), a)).toBe(compareNumbers(b, 0));
      }),
    );
  });

  test('are divided to 28 places, and by nothing not at all', () => {
    expect(numberText(divide(1, 3) ?? 0)).toBe('0.3333333333333333333333333333');
    expect(divide(1, 0)).toBeNull();
    expect(numberText(divide(2, 3) ?? 0)).toBe('0.6666666666666666666666666667');
  });

  test('are rounded away from zero at the half', () => {
    expect([2.5, -2.5, 2.4].map((value) => roundTo(value, 0, 'half-away'))).toEqual([3, -3, 2]);
    expect(roundTo(1234, -2, 'half-away')).toBe(1200);
  });

  test('as in the language', () => {
    expect(valueOf('0.1 + 0.2 == 0.3 and 0.1 * 3 == 0.3 and 1.1 * 1.1 == 1.21')).toBe(true);
    expect(valueOf('9007199254740993 - 9007199254740992')).toBe(1);
    expect(valueOf('1000000.01 * 100')).toBe(100000001);
  });
});

describe('the order of operators', () => {
  test.each([
    ['1 + 2 * 3', 7],
    ['2 ^ 3 ^ 2', 512],
    ['-2 ^ 2', 4],
    ['10 - 4 - 3', 3],
    ['true or false and false', true],
    ['not true or true', true],
    ['1 + 1 in [2]', true],
    ['null ?? 2 + 3', 5],
    ['true ? 1 : false ? 2 : 3', 1],
    ['5 in ]1..4[ and 2 not in ]1..4[', true],
  ])('%s', (text, value) => {
    expect(valueOf(text)).toBe(value);
  });
});

describe('a cell', () => {
  test.each<[string, Value, boolean]>([
    ['> 5 and < 10', 7, true],
    ['"a", "b"', 'b', true],
    ['[1..3], 9', 9, true],
    ['not in ["a"]', 'b', true],
    ['len($) > 2', 'abc', true],
    ['== null', null, true],
    ['true', false, false],
    ['x * 2', 6, true],
    ['d("2020-01-01").isBefore(d("2021-01-01"))', null, true],
  ])('%s', (text, self, answer) => {
    expect(passes(text, self, { x: 3 })).toBe(answer);
  });

  test('of two kinds that can not be compared has no answer', () => {
    expect(() => passes('> 5', 'x')).toThrow(ExpressionError);
    expect(() => passes('> 5', null)).toThrow(ExpressionError);
  });
});

describe('names', () => {
  test('see the innermost item and the aliases around', () => {
    expect(valueOf('map(orders as o, map(o.items, # * o.rate))', { orders: [{ rate: 2, items: [1, 2] }] })).toEqual([
      [2, 4],
    ]);
    expect(problemOf('# + 1')).toMatchObject({ at: 0 });
  });

  test('never reach what objects inherit', () => {
    for (const text of ['constructor', '__proto__', 'a.constructor', 'a["__proto__"]', '$root.toString', 'a.length'])
      expect(valueOf(text, { a: {} })).toBeNull();
    expect(Object.keys(Object.prototype)).toEqual([]);
    valueOf('__proto__ = {polluted: 1}');
    valueOf('a.__proto__.polluted = 1');
    expect('polluted' in {}).toBe(false);
  });

  test('may be Chinese', () => {
    expect(valueOf('金额 * 2', { 金额: 4 })).toBe(8);
  });
});

describe('what can not be read is told with its place', () => {
  test.each([
    ['1 +', 3],
    ['foo(1)', 0],
    ['len(1, 2)', 0],
    ['"abc', 0],
    ['a b', 2],
    ['(1', 2],
    ['1 & 2', 2],
    ['[1..2[', 5],
    ['d("2020-01-01").nothing()', 16],
  ])('%s', (text, at) => {
    expect(problemOf(text)).toMatchObject({ at });
  });

  test('and nothing hangs or breaks, whatever is given', () => {
    const signs = fc.constantFrom(
      ...Array.from('()[]{}.,:;?!=<>+-*/^%#$`"\' aix019'),
      'and',
      'not ',
      'in ',
      'map(',
      '${',
      '..',
    );
    fc.assert(
      fc.property(fc.array(signs, { maxLength: 40 }), (parts) => {
        const text = parts.join('');
        for (const compiled of [compileStandard(text), compileUnary(text)]) {
          if (!compiled.ok) continue;
          try {
            compiled.run(environmentOf({ a: 1, i: [1, 2], x: 'x' }, NOON, 5));
          } catch (error) {
            expect(error).toBeInstanceOf(ExpressionError);
          }
        }
      }),
      { numRuns: 3_000 },
    );
    expect(problemOf('('.repeat(10_000))).toMatchObject({ message: 'the expression is nested too deeply' });
    expect(problemOf('-'.repeat(10_000))).toMatchObject({ message: 'the expression is nested too deeply' });
  });
});

test('the clock comes in', () => {
  expect(valueOf('d()')).toBe('2026-11-22T04:00:00Z');
  expect(valueOf('d("Asia/Shanghai").hour()')).toBe(12);
  expect(valueOf('date("now")')).toBe(NOON / 1000);
});
