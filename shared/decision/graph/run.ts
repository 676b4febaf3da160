import type { ObjectValue, Value } from '../expression/index.ts';
import { isObject } from '../expression/values.ts';
import { merge, put, asAnswer } from './merge.ts';
import { NodeFailure, type NodeOutput, type RunContext, type RunNode } from './node.ts';
import type { Decision, Evaluation, EvaluateOptions, Issue, NodeTrace } from './result.ts';
import type { Graph, GraphNode } from './schema.ts';

export type ReadyNode = GraphNode & { readonly run: RunNode };

/** An edge that leads to a node: from which place, and for which statement of a switch. */
interface Incoming {
  readonly from: number;
  readonly statement: string | null;
}
interface Step {
  readonly node: ReadyNode;
  readonly incoming: readonly Incoming[];
  readonly isLast: boolean;
}

/** The nodes in the order in which they can be run; all that can be known beforehand is. */
export function runner(nodes: readonly ReadyNode[], edges: Graph['edges'], order: readonly number[]): Decision {
  const position = new Map(order.map((index, place) => [nodes[index]?.id ?? '', place]));
  const steps = order.flatMap((index): Step[] => {
    const node = nodes[index];
    if (!node) return [];
    const incoming = edges
      .filter(({ targetId }) => targetId === node.id)
      .map(({ sourceId, sourceHandle }): Incoming => {
        const from = position.get(sourceId) ?? 0;
        const isSwitch = nodes[order[from] ?? 0]?.type === 'switchNode';
        return { from, statement: isSwitch ? (sourceHandle ?? '') : null };
      });
    return [{ node, incoming, isLast: !edges.some(({ sourceId }) => sourceId === node.id) }];
  });
  return { evaluate: (input, options) => evaluate(steps, input, options) };
}

function evaluate(steps: readonly Step[], input: ObjectValue, { now, trace = false }: EvaluateOptions): Evaluation {
  const nodes: Record<string, Value> = {};
  const issues: Issue[] = [];
  const context: RunContext = { now, nodes, issues };
  const traces: NodeTrace[] = [];
  const made = new Array<NodeOutput | null>(steps.length).fill(null);
  let last: Value = null;
  for (let place = 0; place < steps.length; place += 1) {
    const step = steps[place];
    if (!step) continue;
    const { node } = step;
    const given = node.type === 'inputNode' ? input : inputOf(step, made);
    if (given === undefined) continue;
    const began = trace ? performance.now() : 0;
    try {
      const result = node.run(given, context);
      made[place] = result;
      if (trace) traces.push(traceOf(node, given, result, performance.now() - began));
      if (node.type === 'outputNode') return { ok: true, output: asAnswer(given), issues, trace: traces };
      put(nodes, node.name, result.output);
      if (step.isLast) last = last === null ? result.output : merge(result.output, last);
    } catch (error) {
      if (!(error instanceof NodeFailure)) throw error;
      return { ok: false, failure: error.issue, trace: traces };
    }
  }
  return { ok: true, output: asAnswer(last), issues, trace: traces };
}

/** What comes in by the edges that are alive, the first edge over the later ones; undefined where none is. */
function inputOf({ incoming }: Step, made: readonly (NodeOutput | null)[]): Value | undefined {
  if (incoming.length === 0) return null;
  let value: Value | undefined;
  for (let index = incoming.length - 1; index >= 0; index -= 1) {
    const edge = incoming[index];
    const source = edge ? made[edge.from] : null;
    if (!edge || !source) continue;
    if (edge.statement !== null && !source.hits.includes(edge.statement)) continue;
    if (value === undefined || !isObject(value)) value = source.output;
    else value = merge(value, source.output);
  }
  return value;
}

function traceOf(node: ReadyNode, input: Value, { output, hits }: NodeOutput, milliseconds: number): NodeTrace {
  const { id, name, type } = node;
  return { id, name, type, input, output, hits, micros: Math.round(milliseconds * 1000) };
}
