import type { ObjectValue, Value } from './values.ts';

/** What an expression sees. */
export interface Environment {
  /** `$root`, and what plain names are looked up in. */
  readonly root: ObjectValue;
  /** `$`: the value a unary cell is about, or what earlier rows of an expression node gave. */
  readonly self: Value;
  /** `$nodes`: what earlier nodes of the graph gave, by name. */
  readonly nodes: ObjectValue;
  /** The clock, for `d()` and `date('now')`. Milliseconds since the epoch. */
  readonly now: number;
  /** The items of the closures around, outermost first; written while they run. */
  readonly items: Value[];
  /** What assignments made, over `root`. */
  readonly assigned: Map<string, Value> | null;
}

/** A compiled expression. Throws an `ExpressionError` where it has no value. */
export type Run = (environment: Environment) => Value;
