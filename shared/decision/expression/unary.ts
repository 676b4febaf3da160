import { Parser } from './parser.ts';
import { PREDICATES } from './functions/table.ts';
import { COMPARISONS, type BinaryOperator, type Comparison, type Node } from './syntax.ts';

/**
 * The language of table cells: tests of one value, `$`. `> 5`, `[1..10)`, `"a", "b"` and `in list` are about it without
 * naming it; `len($) > 2` names it. Tests are joined by comma (or), `or` and `and`, from left to right.
 */
export function parseUnary(text: string): Node {
  const parser = new Parser(text);
  let node = test(parser);
  for (;;) {
    if (parser.atEnd()) return node;
    node = { kind: 'binary', operator: joint(parser), left: node, right: test(parser) };
  }
}

function joint(parser: Parser): BinaryOperator {
  if (parser.accept(',')) return 'or';
  const operator = parser.peekOperator();
  if (operator !== 'and' && operator !== 'or') throw parser.problem('tests are joined by a comma, "and" or "or"');
  parser.takeOperator(operator);
  return operator;
}

/** Below it stand `and` and `or`, which join tests and are no part of one. */
const TIGHTER_THAN_AND = 20;

function test(parser: Parser): Node {
  const operator = parser.peekOperator();
  if (operator !== null && isComparison(operator)) {
    parser.takeOperator(operator);
    return about(operator, parser.binary(TIGHTER_THAN_AND));
  }
  const node = parser.binary(TIGHTER_THAN_AND);
  if (!parser.accept('?')) return asTest(node);
  const then = parser.expression();
  parser.expect(':');
  return asTest({ kind: 'conditional', when: node, then, otherwise: parser.expression() });
}

const SELF: Node = { kind: 'identifier', name: '$', at: 0 };

function about(operator: Comparison, right: Node): Node {
  return { kind: 'binary', operator, left: SELF, right };
}

/** A value is compared with `$`, a list or an interval is looked into; what answers by true or false stands for itself. */
function asTest(node: Node): Node {
  switch (node.kind) {
    case 'list':
    case 'interval':
      return about('in', node);
    case 'group': {
      const inner = asTest(node.inner);
      return inner === node.inner ? node : inner;
    }
    case 'unary':
      return node.operator === 'not' ? node : about('==', node);
    case 'binary':
      return answersByTruth(node.operator) ? node : about('==', node);
    case 'call':
      return PREDICATES.has(node.name) ? node : about('==', node);
    case 'method':
      return node.name.startsWith('is') ? node : about('==', node);
    case 'closure':
      return TRUTH_CLOSURES.has(node.name) ? node : about('==', node);
    case 'conditional':
      return { ...node, then: asTest(node.then), otherwise: asTest(node.otherwise) };
    default:
      return about('==', node);
  }
}
const TRUTH_CLOSURES: ReadonlySet<string> = new Set(['all', 'none', 'some', 'one']);

function isComparison(operator: BinaryOperator): operator is Comparison {
  return COMPARISONS.some((comparison) => comparison === operator);
}

function answersByTruth(operator: BinaryOperator): boolean {
  return operator === 'and' || operator === 'or' || isComparison(operator);
}
