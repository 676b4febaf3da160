import type { ObjectValue, Value } from '../expression/index.ts';
import type { Issue } from './result.ts';

/** What a node may use of the run it is part of. */
export interface RunContext {
  readonly now: number;
  /** What earlier nodes gave, by name. */
  readonly nodes: ObjectValue;
  readonly issues: Issue[];
}

export interface NodeOutput {
  readonly output: Value;
  /** Which rows or statements were hit: for the trace, and of a switch for the edges that go on. */
  readonly hits: readonly string[];
}

/** A node made ready. Throws a `NodeFailure` where it has no result. */
export type RunNode = (input: Value, context: RunContext) => NodeOutput;

export const NO_HITS: readonly string[] = [];

/** A node without a result ends the whole decision. */
export class NodeFailure extends Error {
  override readonly name = 'NodeFailure';
  readonly issue: Issue;

  constructor(issue: Issue) {
    super(issue.message);
    this.issue = issue;
  }
}
