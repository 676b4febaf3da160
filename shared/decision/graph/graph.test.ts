import { describe, expect, test } from 'vitest';
import type { ObjectValue } from '../expression/index.ts';
import { chain, edges, expressions, INPUT, OUTPUT, switchOf, table } from './examples.ts';
import { loadDecision } from './load.ts';
import type { Decision, GraphProblem } from './result.ts';

function decisionOf(content: unknown, graphs: Record<string, unknown> = {}): Decision {
  const loaded = loadDecision(content, (key) => graphs[key]);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  return loaded.decision;
}

function outputOf(content: unknown, input: ObjectValue, graphs: Record<string, unknown> = {}) {
  const made = decisionOf(content, graphs).evaluate(input, { now: 0 });
  if (!made.ok) throw new Error(`${made.failure.node}: ${made.failure.message}`);
  return made.output;
}

function problemsOf(content: unknown, graphs: Record<string, unknown> = {}): readonly GraphProblem[] {
  return loadDecision(content, (key) => graphs[key]).problems;
}

const BANDS = table(
  'bands',
  ['age'],
  ['tier'],
  [
    ['< 25', '"young"'],
    ['>= 25', '"grown"'],
  ],
);

describe('a table', () => {
  test('gives the first row that is hit, or all of them', () => {
    expect(outputOf(chain(BANDS), { age: 30 })).toEqual({ tier: 'grown' });
    const all = table(
      'all',
      ['age'],
      ['n'],
      [
        ['> 1', '1'],
        ['> 2', '2'],
        ['> 90', '3'],
      ],
      { hitPolicy: 'collect' },
    );
    expect(outputOf(chain(all), { age: 30 })).toEqual([{ n: 1 }, { n: 2 }]);
  });

  test('says which cell had no value, instead of a silent no', () => {
    const made = decisionOf(chain(BANDS)).evaluate({ age: 'thirty' }, { now: 0 });
    expect(made).toMatchObject({ ok: true, output: {} });
    expect(made.ok && made.issues.map(({ node, row, column }) => [node, row, column])).toEqual([
      ['bands', 0, 'age'],
      ['bands', 1, 'age'],
    ]);
  });

  test('with a cell that can not be read is known by it when it is loaded', () => {
    const wrong = table(
      'wrong',
      ['age'],
      ['tier'],
      [
        ['< ', '1'],
        ['', '2 +'],
      ],
    );
    expect(problemsOf(chain(wrong)).map(({ code, row, column }) => [code, row, column])).toEqual([
      ['expression', 0, 'age'],
      ['expression', 1, 'tier'],
    ]);
  });
});

describe('what a node works on', () => {
  test('is a part of its input, each item of a list, and its result goes where it belongs', () => {
    const doubled = expressions(
      'e',
      { x: 'v * 2' },
      { executionMode: 'loop', inputField: 'items', outputPath: 'a.b', passThrough: true },
    );
    expect(outputOf(chain(doubled), { items: [{ v: 1 }, { v: 2 }], q: 1 })).toEqual({
      items: [{ v: 1 }, { v: 2 }],
      q: 1,
      a: {
        b: [
          { v: 1, x: 2 },
          { v: 2, x: 4 },
        ],
      },
    });
  });

  test('of several is all of them, the first edge over the later', () => {
    const graph = {
      nodes: [INPUT, expressions('one', { x: '1', 'o.a': '1' }), expressions('two', { x: '2', 'o.b': '2' }), OUTPUT],
      edges: edges(['in', 'one'], ['in', 'two'], ['one', 'out'], ['two', 'out']),
    };
    expect(outputOf(graph, {})).toEqual({ x: 1, o: { a: 1, b: 2 } });
  });
});

describe('a switch', () => {
  const graph = (hitPolicy: 'first' | 'collect') => ({
    nodes: [
      INPUT,
      switchOf('s', hitPolicy, { big: 'a > 10', some: 'a > 0', rest: '' }),
      expressions('one', { big: 'true' }),
      expressions('two', { some: 'true' }),
      expressions('three', { rest: 'true' }),
      OUTPUT,
    ],
    edges: edges(
      ['in', 's'],
      ['s', 'one', 'big'],
      ['s', 'two', 'some'],
      ['s', 'three', 'rest'],
      ['one', 'out'],
      ['two', 'out'],
      ['three', 'out'],
    ),
  });

  test('goes on along the first statement, or along all that hold', () => {
    expect(outputOf(graph('first'), { a: 5 })).toEqual({ some: true });
    expect(outputOf(graph('collect'), { a: 50 })).toEqual({ big: true, some: true, rest: true });
    expect(outputOf(graph('first'), { a: -1 })).toEqual({ rest: true });
  });
});

describe('a sub-decision', () => {
  const use = (key: string) => chain({ id: 'd', name: 'd', type: 'decisionNode', content: { key } });

  test('is another graph by its key', () => {
    expect(outputOf(use('bands'), { age: 5 }, { bands: chain(BANDS) })).toEqual({ tier: 'young' });
  });

  test('that is missing or leads back to itself is refused', () => {
    expect(problemsOf(use('none')).map(({ code }) => code)).toEqual(['unknown-decision']);
    expect(problemsOf(use('self'), { self: use('self') }).map(({ code }) => code)).toContain('cycle');
  });
});

describe('a graph that can not be run is refused when it is loaded', () => {
  const script = { id: 'f', name: 'f', type: 'functionNode', content: { source: 'export const handler = () => 1' } };
  test.each<[string, unknown, string]>([
    ['no JSON of a graph', { nodes: 5 }, 'malformed'],
    ['without an input', { nodes: [OUTPUT], edges: [] }, 'no-input'],
    ['with two inputs', { nodes: [INPUT, { ...INPUT, id: 'b' }], edges: [] }, 'several-inputs'],
    [
      'in a circle',
      { nodes: [INPUT, BANDS, { ...BANDS, id: 'c' }], edges: edges(['bands', 'c'], ['c', 'bands']) },
      'cycle',
    ],
    ['with an edge to nowhere', { nodes: [INPUT], edges: edges(['in', 'gone']) }, 'unknown-node'],
    ['with JavaScript', chain(script), 'not-served'],
  ])('%s', (_, content, code) => {
    const loaded = loadDecision(content);
    expect(loaded.ok).toBe(false);
    expect(loaded.problems.map((problem) => problem.code)).toContain(code);
  });
});

test('an expression node without a value ends the decision with the place', () => {
  const made = decisionOf(chain(expressions('e', { x: 'a + "1"' }))).evaluate({ a: 1 }, { now: 0 });
  expect(made).toMatchObject({ ok: false, failure: { node: 'e', column: 'x' } });
});

test('a trace shows each node with what went in, what came out and which rows were hit', () => {
  const made = decisionOf(chain(BANDS)).evaluate({ age: 30 }, { now: 0, trace: true });
  expect(made.trace.map(({ name, hits }) => [name, hits])).toEqual([
    ['Request', []],
    ['bands', ['row 2']],
    ['Response', []],
  ]);
  expect(made.trace[1]).toMatchObject({ input: { age: 30 }, output: { tier: 'grown' } });
});

test('a name that JavaScript gives a meaning to is a name like any other', () => {
  const out = outputOf(chain(expressions('e', { '__proto__.x': '1', y: '2' })), {});
  expect(Object.getPrototypeOf(out)).toBe(Object.prototype);
  expect('x' in {}).toBe(false);
});
