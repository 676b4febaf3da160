import { z } from 'zod';

/**
 * The JSON Decision Model (JDM, GoRules) as files hold it: nodes joined by edges. What a later version adds is left
 * alone; what has a meaning here must have the right form.
 */
const text = z.string().nullish();
const execution = {
  /** An expression: what of the node's input it works on. */
  inputField: text,
  /** Where in the output its result goes: `a.b`. */
  outputPath: text,
  executionMode: z.enum(['single', 'loop']).nullish(),
  passThrough: z.boolean().nullish(),
};
const node = { id: z.string(), name: z.string() };

const column = z.object({ id: z.string(), name: z.string().default(''), field: text });

export const tableContent = z.object({
  hitPolicy: z.enum(['first', 'collect']).default('first'),
  inputs: z.array(column),
  outputs: z.array(column),
  /** Cells by the column's id. */
  rules: z.array(z.record(z.string(), z.string().nullish())),
  ...execution,
});
export type TableContent = z.infer<typeof tableContent>;

export const expressionContent = z.object({
  expressions: z.array(z.object({ id: z.string().default(''), key: z.string(), value: z.string() })),
  ...execution,
});
export type ExpressionContent = z.infer<typeof expressionContent>;

export const switchContent = z.object({
  hitPolicy: z.enum(['first', 'collect']).default('first'),
  statements: z.array(z.object({ id: z.string(), condition: z.string().nullish(), isDefault: z.boolean().nullish() })),
});
export type SwitchContent = z.infer<typeof switchContent>;

export const nodeSchema = z.discriminatedUnion('type', [
  z.object({ ...node, type: z.literal('inputNode') }),
  z.object({ ...node, type: z.literal('outputNode') }),
  z.object({ ...node, type: z.literal('decisionTableNode'), content: tableContent }),
  z.object({ ...node, type: z.literal('expressionNode'), content: expressionContent }),
  z.object({ ...node, type: z.literal('switchNode'), content: switchContent }),
  z.object({ ...node, type: z.literal('decisionNode'), content: z.object({ key: z.string(), ...execution }) }),
  /** Read, so that it can be refused by name: no JavaScript of a file is ever run. */
  z.object({ ...node, type: z.literal('functionNode') }),
  z.object({ ...node, type: z.literal('customNode') }),
]);
export type GraphNode = z.infer<typeof nodeSchema>;

export const graphSchema = z.object({
  nodes: z.array(nodeSchema).min(1).max(5_000),
  edges: z.array(z.object({ sourceId: z.string(), targetId: z.string(), sourceHandle: z.string().nullish() })),
});
export type Graph = z.infer<typeof graphSchema>;
/** What a file holds, before it is checked. */
export type GraphInput = z.input<typeof graphSchema>;
