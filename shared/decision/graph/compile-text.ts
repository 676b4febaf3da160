import { compileStandard, compileUnary, ExpressionError, type Compiled, type Run } from '../expression/index.ts';
import type { GraphProblem, Place } from './result.ts';

/** Gathers what is wrong while a graph is compiled, so that an editor can mark all of it at once. */
export interface Problems {
  readonly list: GraphProblem[];
}

/** A text that can not be read is told at once, and has no value whenever it is asked for. */
function compiled(made: Compiled<Run>, place: Place, problems: Problems): Run {
  if (made.ok) return made.run;
  const { message, at } = made.problem;
  problems.list.push({ code: 'expression', ...place, message, at });
  return () => {
    throw new ExpressionError(message);
  };
}

export function standard(text: string, place: Place, problems: Problems): Run {
  return compiled(compileStandard(text), place, problems);
}

export function unary(text: string, place: Place, problems: Problems): Run {
  return compiled(compileUnary(text), place, problems);
}
