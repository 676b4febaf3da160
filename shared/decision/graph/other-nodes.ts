import { about, environmentOf, type Value } from '../expression/index.ts';
import { standard, type Problems } from './compile-text.ts';
import { messageOf, withExecution } from './execution.ts';
import { asObject, putPath } from './merge.ts';
import { NodeFailure, NO_HITS, type RunNode } from './node.ts';
import type { ExpressionContent, SwitchContent } from './schema.ts';

/** Values by name, one after the other; `$` is what the ones before gave. */
export function expressionNode(node: string, content: ExpressionContent, problems: Problems): RunNode {
  const lines = content.expressions.flatMap(({ key, value }) => {
    if (key.trim() === '' || value.trim() === '') return [];
    const run = standard(value, { node, column: key }, problems);
    return [{ key, path: key.split('.'), run }];
  });
  const run: RunNode = (input, context) => {
    const base = environmentOf(asObject(input), context.now, null, context.nodes);
    const made: Record<string, Value> = {};
    for (const { key, path, run: value } of lines) {
      try {
        putPath(made, path, value(about(made, base)));
      } catch (error) {
        throw new NodeFailure({ node, column: key, message: messageOf(error) });
      }
    }
    return { output: made, hits: NO_HITS };
  };
  return withExecution(node, content, run, problems);
}

/** Passes its input on, along the edges of the statements that hold: the first, or all. One without a condition holds. */
export function switchNode(node: string, { hitPolicy, statements }: SwitchContent, problems: Problems): RunNode {
  const conditions = statements.map(({ id, condition }, row) => {
    const text = condition ?? '';
    return { id, run: text.trim() === '' ? null : standard(text, { node, row }, problems) };
  });
  return (input, context) => {
    const environment = environmentOf(asObject(input), context.now, null, context.nodes);
    const hits: string[] = [];
    for (const [row, { id, run }] of conditions.entries()) {
      try {
        if (run !== null && run(environment) !== true) continue;
        hits.push(id);
        if (hitPolicy === 'first') break;
      } catch (error) {
        context.issues.push({ node, row, message: messageOf(error) });
      }
    }
    return { output: input, hits };
  };
}
