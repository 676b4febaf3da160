import { ZenEngine } from '@gorules/zen-engine';
import { edges, expressions, INPUT, OUTPUT, switchOf, table } from '#shared/decision/graph/examples.ts';
import { loadDecision } from '#shared/decision/graph/load.ts';
import type { BenchResult } from '../../bin/bench/table.ts';

const ROUNDS = 5;
const OURS_PER_ROUND = 40_000;
const THEIRS_PER_ROUND = 2_000;

/** A whole flow (five variables, two over a basket; three tables of twenty rows; a switch; a price), plain and with trace. */
export async function bench(): Promise<BenchResult[]> {
  const graph = flow();
  const loaded = loadDecision(graph);
  if (!loaded.ok) throw new Error('the bench’s own flow can be loaded');
  const engine = new ZenEngine();
  const peer = engine.createDecision(Buffer.from(JSON.stringify(graph)));
  const inputs = Array.from({ length: 64 }, (_, index) => applicant(index));
  const at = (index: number) => inputs[index % inputs.length] ?? applicant(0);
  const measured = { plain: pairs(), trace: pairs() };
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const trace of [false, true]) {
      const { ours, theirs } = measured[trace ? 'trace' : 'plain'];
      ours.push(perSecond(OURS_PER_ROUND, (index) => loaded.decision.evaluate(at(index), { now: 0, trace })));
      theirs.push(await perSecondAsync(THEIRS_PER_ROUND, (index) => peer.evaluate(at(index), { trace })));
    }
  }
  engine.dispose();
  return [row('decision flows', measured.plain), row('decision flows, with trace', measured.trace)];
}

function pairs(): { ours: number[]; theirs: number[] } {
  return { ours: [], theirs: [] };
}

function row(name: string, { ours, theirs }: { ours: number[]; theirs: number[] }): BenchResult {
  const [mine, other] = [median(ours), median(theirs)];
  const note = `medians of ${ROUNDS}, taken in turns; one caller`;
  return { name, ours: mine, peer: other, ratio: mine / other, unit: 'per second (peer: zen-engine)', note };
}

function perSecond(count: number, run: (index: number) => unknown): number {
  const began = performance.now();
  for (let index = 0; index < count; index += 1) run(index);
  return (count / (performance.now() - began)) * 1000;
}

async function perSecondAsync(count: number, run: (index: number) => Promise<unknown>): Promise<number> {
  const began = performance.now();
  for (let index = 0; index < count; index += 1) await run(index);
  return (count / (performance.now() - began)) * 1000;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

function applicant(seed: number) {
  const basket = [1, 2, 3].map((place) => ({
    price: 300 + ((seed * 37 * place) % 900),
    quantity: 1 + ((seed + place) % 3),
  }));
  return {
    age: 18 + ((seed * 7) % 60),
    income: 2_000 + ((seed * 311) % 9_000),
    region: ['north', 'south', 'east', 'west'][seed % 4] ?? 'north',
    enquiries: seed % 9,
    downPayment: (seed * 113) % 700,
    basket,
  };
}

function flow() {
  const bands = (field: string, output: string, from: number, step: number) =>
    table(
      `${output} table`,
      [field, 'region'],
      [output],
      [
        ...Array.from({ length: 19 }, (_, index) => [
          `[${from + index * step}..${from + (index + 1) * step})`,
          index % 3 === 0 ? '"north", "south"' : '',
          String(index * 5),
        ]),
        ['', '', '99'],
      ],
      { passThrough: true },
    );
  const nodes = [
    INPUT,
    expressions(
      'variables',
      {
        total: 'sum(map(basket, #.price * #.quantity))',
        dear: 'count(basket, #.price > 500)',
        ratio: '$.total / income',
        principal: '$.total - downPayment',
        young: 'age < 25',
      },
      { passThrough: true },
    ),
    bands('principal', 'amountScore', 0, 250),
    bands('income', 'incomeScore', 1_000, 500),
    bands('enquiries', 'bureauScore', 0, 1),
    switchOf('by score', 'first', { good: 'amountScore + incomeScore - bureauScore > 60', weak: '' }),
    expressions(
      'good price',
      { rate: '10.8 + enquiries * 0.3', limit: 'round(income * 1.5, 2)' },
      { passThrough: true },
    ),
    expressions('weak price', { rate: '18 + enquiries * 0.4', limit: 'round(income * 0.5, 2)' }, { passThrough: true }),
    OUTPUT,
  ];
  const line = ['in', 'variables', 'amountScore table', 'incomeScore table', 'bureauScore table', 'by score'];
  const steps = line.slice(1).map((to, place) => [line[place] ?? '', to] as const);
  return {
    nodes: nodes.map((node) => ({ ...node, position: { x: 0, y: 0 } })),
    edges: edges(
      ...steps,
      ['by score', 'good price', 'good'],
      ['by score', 'weak price', 'weak'],
      ['good price', 'out'],
      ['weak price', 'out'],
    ),
  };
}
