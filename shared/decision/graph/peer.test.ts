// The peer's engine as oracle: random tables on random inputs must come to the same.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { asObject } from './merge.ts';
import { plain } from '../plain.ts';
import { chain, expressions, table } from './examples.ts';
import { loadDecision } from './load.ts';

const NAMES = ['a', 'b', 'c.d'] as const;
const numbers = fc.oneof(
  fc.integer({ min: -20, max: 20 }),
  fc.integer({ min: -2_000, max: 2_000 }).map((hundredths) => hundredths / 100),
);
const words = fc.constantFrom('x', 'yy', 'zzz', '');
const scalar = fc.oneof(numbers, words, fc.boolean(), fc.constant(null));
const inputs = fc.record({
  a: scalar,
  b: scalar,
  c: fc.record({ d: numbers }),
  l: fc.array(numbers, { maxLength: 4 }),
});

const literal = fc.oneof(
  numbers.map((value) => (value < 0 ? `(${value})` : String(value))),
  words.map((word) => `"${word}"`),
);
const interval = fc
  .tuple(fc.constantFrom('[', '('), numbers, numbers, fc.constantFrom(']', ')'))
  .map(([open, from, to, close]) => `${open}${from}..${to}${close}`);
const cells = fc.oneof(
  fc.constant(''),
  literal,
  interval,
  fc
    .tuple(fc.constantFrom('>', '<', '>=', '<=', '==', '!='), literal)
    .map(([operator, value]) => `${operator} ${value}`),
  fc.tuple(literal, literal).map(([one, other]) => `${one}, ${other}`),
  fc.tuple(literal, literal).map(([one, other]) => `not in [${one}, ${other}]`),
  fc.tuple(interval, numbers).map(([within, value]) => `${within} and > ${value}`),
  fc.constantFrom('true', 'null', 'contains(["x", 1], $)', 'some(l, # > 2)', '$ == c.d', 'len(l) > 1'),
);
const results = fc.oneof(
  literal,
  fc.constantFrom(
    'c.d * 2 + 0.1',
    'c.d / 3 > 1',
    'sum(l)',
    'map(l, # * 1.1)',
    'a ?? "none"',
    '{k: a, m: [b]}',
    '`<${c.d}>`',
    'round(c.d, 1)',
    'c.d % 7',
  ),
);
const tables = fc.record({
  hitPolicy: fc.constantFrom('first', 'collect'),
  passThrough: fc.boolean(),
  rows: fc.array(fc.tuple(cells, cells, cells, results, results), { minLength: 1, maxLength: 6 }),
});

/** Its native part is installed on 64-bit Linux alone: elsewhere the registries at hand have none. */
const isInstalled = process.platform === 'linux' && process.arch === 'x64';

test.skipIf(!isInstalled)(
  'random tables come to what the peer makes of them (needs the peer’s native part)',
  async () => {
    const { ZenEngine } = await import('@gorules/zen-engine');
    const engine = new ZenEngine();
    await fc.assert(
      fc.asyncProperty(tables, inputs, async ({ rows, ...settings }, input) => {
        const graph = chain(
          expressions('first', { 'c.e': 'c.d + 0.2', n: 'len(l)' }, { passThrough: true }),
          table('second', NAMES, ['out', 'deep.er'], rows, settings),
        );
        const loaded = loadDecision(graph);
        if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
        const ours = loaded.decision.evaluate(input, { now: Date.now() });
        const theirs = await engine.createDecision(Buffer.from(JSON.stringify(positioned(graph)))).evaluate(input);
        expect(ours.ok && plain(ours.output)).toEqual(plain(theirs.result));
      }),
      { numRuns: 400 },
    );
    engine.dispose();
  },
);

/** The peer wants to know where an editor draws a node. */
function positioned(graph: ReturnType<typeof chain>) {
  return { ...graph, nodes: graph.nodes.map((node) => ({ ...asObject(plain(node)), position: { x: 0, y: 0 } })) };
}
