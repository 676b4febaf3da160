import { environmentOf, ExpressionError, type ObjectValue, type Value } from '../expression/index.ts';
import { isList } from '../expression/values.ts';
import { standard, type Problems } from './compile-text.ts';
import { asObject, merge, putPath } from './merge.ts';
import { NodeFailure, NO_HITS, type NodeOutput, type RunContext, type RunNode } from './node.ts';

/** What table, expression and sub-decision have in common. */
export interface ExecutionSettings {
  readonly inputField?: string | null | undefined;
  readonly outputPath?: string | null | undefined;
  readonly executionMode?: 'single' | 'loop' | null | undefined;
  readonly passThrough?: boolean | null | undefined;
}

/** Lets a node work on a part of its input, on each item of a list, and puts the result where it belongs. */
export function withExecution(node: string, settings: ExecutionSettings, run: RunNode, problems: Problems): RunNode {
  const { inputField, outputPath, executionMode, passThrough } = settings;
  const isPlain = !isSet(inputField) && !isSet(outputPath) && executionMode !== 'loop';
  if (isPlain) return passThrough === true ? passing(run) : run;
  const field = isSet(inputField) ? standard(inputField, { node }, problems) : null;
  const path = isSet(outputPath) ? outputPath.split('.') : null;
  return (input, context) => {
    const part = field === null ? input : field(environmentOf(asObject(input), context.now, null, context.nodes));
    const made = executionMode === 'loop' ? each(node, part, passThrough === true, run, context) : run(part, context);
    const placed = path === null ? made.output : at(path, made.output);
    // In a loop without a path each item was passed through; there is no one object to pass the input through to.
    const isPassed = passThrough === true && !(isList(placed) && path === null);
    return { output: isPassed ? merge(input, placed) : placed, hits: made.hits };
  };
}

function isSet(value: string | null | undefined): value is string {
  return value !== null && value !== undefined && value.trim() !== '';
}

function passing(run: RunNode): RunNode {
  return (input, context) => {
    const { output, hits } = run(input, context);
    return { output: output === null ? input : merge(input, output), hits };
  };
}

function each(node: string, list: Value, passThrough: boolean, run: RunNode, context: RunContext): NodeOutput {
  if (!isList(list)) throw new NodeFailure({ node, message: 'a loop wants a list' });
  const hits: string[] = [];
  const outputs = list.map((item) => {
    const made = run(item, context);
    hits.push(...made.hits);
    return passThrough ? (made.output === null ? item : merge(item, made.output)) : made.output;
  });
  return { output: outputs, hits: hits.length > 0 ? hits : NO_HITS };
}

function at(path: readonly string[], value: Value): ObjectValue {
  const made: Record<string, Value> = {};
  putPath(made, path, value);
  return made;
}

/** The message of an expression that has no value; anything else is no business of ours. */
export function messageOf(error: unknown): string {
  if (error instanceof ExpressionError) return error.message;
  throw error;
}
