/** Small graphs for tests and benches, written short. */
export const INPUT = { id: 'in', name: 'Request', type: 'inputNode' };
export const OUTPUT = { id: 'out', name: 'Response', type: 'outputNode' };

interface Node {
  id: string;
  name: string;
  type: string;
  content?: object;
}

/** Rows of cells: the inputs' first, then the outputs'. */
export function table(
  id: string,
  inputs: readonly string[],
  outputs: readonly string[],
  rows: readonly (readonly string[])[],
  settings: object = {},
) {
  return {
    id,
    name: id,
    type: 'decisionTableNode',
    content: {
      hitPolicy: 'first',
      inputs: inputs.map((field, place) => ({ id: `i${place}`, name: field, field })),
      outputs: outputs.map((field, place) => ({ id: `o${place}`, name: field, field })),
      rules: rows.map((cells, row) => ({
        _id: `row ${row + 1}`,
        ...Object.fromEntries(
          cells.map((cell, place) => [place < inputs.length ? `i${place}` : `o${place - inputs.length}`, cell]),
        ),
      })),
      ...settings,
    },
  };
}

export function expressions(id: string, values: Readonly<Record<string, string>>, settings: object = {}) {
  const lines = Object.entries(values).map(([key, value]) => ({ id: key, key, value }));
  return { id, name: id, type: 'expressionNode', content: { expressions: lines, ...settings } };
}

/** Statements by the handle their edges have. */
export function switchOf(id: string, hitPolicy: 'first' | 'collect', conditions: Readonly<Record<string, string>>) {
  const statements = Object.entries(conditions).map(([handle, condition]) => ({ id: handle, condition }));
  return { id, name: id, type: 'switchNode', content: { hitPolicy, statements } };
}

export function edges(...pairs: readonly (readonly [from: string, to: string, statement?: string])[]) {
  return pairs.map(([sourceId, targetId, sourceHandle], place) => ({
    id: `e${place}`,
    type: 'edge',
    sourceId,
    targetId,
    ...(sourceHandle === undefined ? {} : { sourceHandle }),
  }));
}

/** Input, the nodes one after the other, output. */
export function chain(...nodes: readonly Node[]) {
  const all = [INPUT, ...nodes, OUTPUT];
  const pairs = all.slice(1).map((node, place) => [all[place]?.id ?? '', node.id] as const);
  return { nodes: all, edges: edges(...pairs) };
}
