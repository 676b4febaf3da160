import type { Num } from './decimal.ts';

/** What the parser makes of an expression. `at` is where it begins in the text, for messages and marks. */
export type Node =
  | { readonly kind: 'literal'; readonly value: null | boolean | Num | string }
  | { readonly kind: 'template'; readonly parts: readonly Node[] }
  | { readonly kind: 'identifier'; readonly name: string; readonly at: number }
  /** `#`: the item of the innermost closure. */
  | { readonly kind: 'item'; readonly at: number }
  | { readonly kind: 'member'; readonly of: Node; readonly key: Node }
  | { readonly kind: 'slice'; readonly of: Node; readonly from: Node | null; readonly to: Node | null }
  | { readonly kind: 'list'; readonly items: readonly Node[] }
  | { readonly kind: 'object'; readonly entries: readonly { readonly key: Node; readonly value: Node }[] }
  | {
      readonly kind: 'interval';
      readonly from: Node;
      readonly to: Node;
      readonly includesFrom: boolean;
      readonly includesTo: boolean;
      /** `]1..5[`: up to the one or from the other on. */
      readonly isOutside: boolean;
    }
  | { readonly kind: 'group'; readonly inner: Node }
  | { readonly kind: 'unary'; readonly operator: UnaryOperator; readonly operand: Node }
  | { readonly kind: 'binary'; readonly operator: BinaryOperator; readonly left: Node; readonly right: Node }
  | { readonly kind: 'conditional'; readonly when: Node; readonly then: Node; readonly otherwise: Node }
  | { readonly kind: 'call'; readonly name: string; readonly parameters: readonly Node[]; readonly at: number }
  | {
      readonly kind: 'closure';
      readonly name: ClosureName;
      readonly list: Node;
      /** `items as item`: the item's own name. */
      readonly alias: string | null;
      readonly body: Node;
    }
  | {
      readonly kind: 'method';
      readonly of: Node;
      readonly name: string;
      readonly parameters: readonly Node[];
      readonly at: number;
    }
  /** `a.b = 1; c = 2; c`: without a last expression it gives what was assigned. */
  | {
      readonly kind: 'assignments';
      readonly steps: readonly { readonly path: readonly string[]; readonly value: Node }[];
      readonly result: Node | null;
    };

export const UNARY_OPERATORS = ['not', '-', '+'] as const;
export type UnaryOperator = (typeof UNARY_OPERATORS)[number];

export const COMPARISONS = ['==', '!=', '<', '<=', '>', '>=', 'in', 'not in'] as const;
export type Comparison = (typeof COMPARISONS)[number];
export const ARITHMETIC = ['+', '-', '*', '/', '%', '^'] as const;
export type Arithmetic = (typeof ARITHMETIC)[number];
export type BinaryOperator = Comparison | Arithmetic | 'and' | 'or' | '??';

export const CLOSURES = ['all', 'none', 'some', 'one', 'filter', 'map', 'flatMap', 'count'] as const;
export type ClosureName = (typeof CLOSURES)[number];

export function isClosureName(name: string): name is ClosureName {
  return CLOSURES.some((closure) => closure === name);
}

/** An expression that can not be read, with the place in its text. */
export class SyntaxProblem extends Error {
  override readonly name = 'SyntaxProblem';
  readonly at: number;

  constructor(message: string, at: number) {
    super(message);
    this.at = at;
  }
}
