import { compile } from './compile.ts';
import type { Environment, Run } from './environment.ts';
import { Parser } from './parser.ts';
import { SyntaxProblem } from './syntax.ts';
import { parseUnary } from './unary.ts';
import { truth, type ObjectValue, type Value } from './values.ts';

/** The door of the expression language (ZEN, github.com/gorules/zen): read once, then run as often as needed. */
export { ExpressionError, type ObjectValue, type Value } from './values.ts';
export type { Environment, Run } from './environment.ts';

/** A text that is no expression: what is wrong, and where in the text. */
export interface Problem {
  readonly message: string;
  readonly at: number;
}
export type Compiled<T> = { readonly ok: true; readonly run: T } | { readonly ok: false; readonly problem: Problem };

export function compileStandard(text: string): Compiled<Run> {
  return attempt(() => compile(new Parser(text).whole()));
}

/** A table's cell: whether the value (`$`) passes. */
export function compileUnary(text: string): Compiled<(environment: Environment) => boolean> {
  return attempt(() => {
    const run = compile(parseUnary(text));
    return (environment) => truth(run(environment));
  });
}

function attempt<T>(make: () => T): Compiled<T> {
  try {
    return { ok: true, run: make() };
  } catch (error) {
    if (!(error instanceof SyntaxProblem)) throw error;
    return { ok: false, problem: { message: error.message, at: error.at } };
  }
}

/** What an expression sees of a plain input. */
export function environmentOf(
  root: ObjectValue,
  now: number,
  self: Value = null,
  nodes: ObjectValue = NOTHING,
): Environment {
  return { root, self, nodes, now, items: [], assigned: null };
}
const NOTHING: ObjectValue = {};

/** The same surroundings about another value. */
export function about(self: Value, { root, nodes, now, items }: Environment): Environment {
  return { root, self, nodes, now, items, assigned: null };
}
