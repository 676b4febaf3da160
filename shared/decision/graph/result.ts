import type { ObjectValue, Value } from '../expression/index.ts';

/** Where something went wrong: a node, and in a table the row and the column. */
export interface Place {
  readonly node: string;
  readonly row?: number;
  readonly column?: string;
}

/** A cell or a condition that had no value. The peer takes it for "no"; here it is told, so that nothing is a silent "no". */
export interface Issue extends Place {
  readonly message: string;
}

export interface NodeTrace {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly input: Value;
  readonly output: Value;
  /** Of a table the rows that were hit, of a switch the statements. */
  readonly hits: readonly string[];
  readonly micros: number;
}

export type Evaluation =
  | {
      readonly ok: true;
      readonly output: Value;
      readonly issues: readonly Issue[];
      readonly trace: readonly NodeTrace[];
    }
  | { readonly ok: false; readonly failure: Issue; readonly trace: readonly NodeTrace[] };

/** Why a graph can not be run; found when it is loaded, never while it decides. */
export interface GraphProblem extends Place {
  readonly code:
    | 'malformed'
    | 'no-input'
    | 'several-inputs'
    | 'cycle'
    | 'unknown-node'
    | 'not-served'
    | 'expression'
    | 'unknown-decision';
  readonly message: string;
  /** The place in the expression's text. */
  readonly at?: number;
}

export interface EvaluateOptions {
  /** The clock, in milliseconds since the epoch. */
  readonly now: number;
  readonly trace?: boolean;
}

/** A graph that was read, checked and compiled; it may be run as often as wanted, by whoever. */
export interface Decision {
  evaluate(input: ObjectValue, options: EvaluateOptions): Evaluation;
}
