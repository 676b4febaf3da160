import type { Problems } from './compile-text.ts';
import { withExecution } from './execution.ts';
import { asObject } from './merge.ts';
import { NodeFailure, NO_HITS, type RunNode } from './node.ts';
import { expressionNode, switchNode } from './other-nodes.ts';
import type { Decision, GraphProblem } from './result.ts';
import { runner, type ReadyNode } from './run.ts';
import { graphSchema, type Graph, type GraphNode } from './schema.ts';
import { tableNode } from './table-node.ts';

/** How a sub-decision's key leads to its graph; null where there is none. */
export type FindGraph = (key: string) => unknown;
export type Loaded =
  /** `problems` are texts that can not be read: such a cell is never hit, and says so. A live version has none. */
  | { readonly ok: true; readonly decision: Decision; readonly problems: readonly GraphProblem[] }
  | { readonly ok: false; readonly problems: readonly GraphProblem[] };

/** Reads, checks and compiles a graph with all its sub-decisions. Everything that is wrong is told at once. */
export function loadDecision(content: unknown, find: FindGraph = () => null): Loaded {
  return load(content, find, []);
}

function load(content: unknown, find: FindGraph, within: readonly string[]): Loaded {
  const parsed = graphSchema.safeParse(content);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const message = `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'unreadable'}`;
    return { ok: false, problems: [{ code: 'malformed', node: '', message }] };
  }
  const graph = parsed.data;
  const problems: Problems = { list: [...shapeProblems(graph)] };
  const nodes = graph.nodes.map((node): ReadyNode => ({ ...node, run: ready(node, problems, find, within) }));
  const order = inOrder(graph);
  if (order === null) problems.list.push({ code: 'cycle', node: '', message: 'the graph goes in a circle' });
  const isRunnable = problems.list.every(({ code }) => code === 'expression');
  if (!isRunnable || order === null) return { ok: false, problems: problems.list };
  return { ok: true, decision: runner(nodes, graph.edges, order), problems: problems.list };
}

function shapeProblems({ nodes, edges }: Graph): GraphProblem[] {
  const problems: GraphProblem[] = [];
  const inputs = nodes.filter(({ type }) => type === 'inputNode').length;
  if (inputs === 0) problems.push({ code: 'no-input', node: '', message: 'the graph has no input node' });
  if (inputs > 1) problems.push({ code: 'several-inputs', node: '', message: 'the graph has several input nodes' });
  const ids = new Set(nodes.map(({ id }) => id));
  for (const { sourceId, targetId } of edges) {
    const missing = [sourceId, targetId].find((id) => !ids.has(id));
    if (missing !== undefined) problems.push({ code: 'unknown-node', node: missing, message: 'an edge leads nowhere' });
  }
  return problems;
}

const passes: RunNode = (input) => ({ output: input, hits: NO_HITS });

function ready(node: GraphNode, problems: Problems, find: FindGraph, within: readonly string[]): RunNode {
  const { name } = node;
  switch (node.type) {
    case 'inputNode':
    case 'outputNode':
      return passes;
    case 'decisionTableNode':
      return tableNode(name, node.content, problems);
    case 'expressionNode':
      return expressionNode(name, node.content, problems);
    case 'switchNode':
      return switchNode(name, node.content, problems);
    case 'decisionNode':
      return withExecution(name, node.content, subDecision(name, node.content.key, problems, find, within), problems);
    case 'functionNode':
      problems.list.push({
        code: 'not-served',
        node: name,
        message: 'JavaScript function nodes are not run: write it as expressions, a table or a sub-decision',
      });
      return passes;
    case 'customNode':
      problems.list.push({ code: 'not-served', node: name, message: 'custom nodes are not served' });
      return passes;
  }
}

/** Compiled together with its parent; one that leads back to itself is refused. */
function subDecision(
  name: string,
  key: string,
  problems: Problems,
  find: FindGraph,
  within: readonly string[],
): RunNode {
  if (within.includes(key)) {
    problems.list.push({ code: 'cycle', node: name, message: `the decision ${key} leads back to itself` });
    return passes;
  }
  const content = find(key);
  if (content === null || content === undefined) {
    problems.list.push({ code: 'unknown-decision', node: name, message: `there is no decision ${key}` });
    return passes;
  }
  const loaded = load(content, find, [...within, key]);
  if (!loaded.ok) {
    problems.list.push(...loaded.problems.map((problem) => ({ ...problem, node: `${name} / ${problem.node}` })));
    return passes;
  }
  const { decision } = loaded;
  problems.list.push(...loaded.problems.map((problem) => ({ ...problem, node: `${name} / ${problem.node}` })));
  return (input, { now, issues }) => {
    const made = decision.evaluate(asObject(input), { now });
    if (!made.ok) throw new NodeFailure({ ...made.failure, node: `${name} / ${made.failure.node}` });
    issues.push(...made.issues.map((issue) => ({ ...issue, node: `${name} / ${issue.node}` })));
    return { output: made.output, hits: NO_HITS };
  };
}

/** Places of the nodes, each after all it depends on; null where they go in a circle. */
function inOrder({ nodes, edges }: Graph): number[] | null {
  const place = new Map(nodes.map(({ id }, index) => [id, index]));
  const waitsFor = nodes.map(() => 0);
  const leadsTo = nodes.map((): number[] => []);
  for (const { sourceId, targetId } of edges) {
    const [from, to] = [place.get(sourceId), place.get(targetId)];
    if (from === undefined || to === undefined) continue;
    leadsTo[from]?.push(to);
    waitsFor[to] = (waitsFor[to] ?? 0) + 1;
  }
  const order = nodes.flatMap((_, index) => (waitsFor[index] === 0 ? [index] : []));
  for (const from of order) {
    for (const to of leadsTo[from] ?? []) {
      waitsFor[to] = (waitsFor[to] ?? 0) - 1;
      if (waitsFor[to] === 0) order.push(to);
    }
  }
  return order.length === nodes.length ? order : null;
}
