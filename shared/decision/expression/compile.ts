import { add, divide, multiply, negate, power, remainder, subtract } from './arithmetic.ts';
import { methodOf } from './dates/methods.ts';
import type { Environment, Run } from './environment.ts';
import { functionOf } from './functions/table.ts';
import { compileAssignments } from './assignments.ts';
import { compileClosure } from './closures.ts';
import { SyntaxProblem, type Arithmetic, type BinaryOperator, type Node } from './syntax.ts';
import {
  equals,
  ExpressionError,
  fieldOf,
  Interval,
  isDate,
  isIn,
  isList,
  isNumber,
  order,
  textOf,
  truth,
  typeOf,
  type ObjectValue,
  type Value,
} from './values.ts';
import type { Num } from './decimal.ts';

/** The names closures around have given to their items, with their places. */
export interface Scope {
  readonly aliases: ReadonlyMap<string, number>;
  readonly depth: number;
}
export const OUTERMOST: Scope = { aliases: new Map(), depth: 0 };

/** Turns a parsed expression into a closure, once; running it allocates no more than its values need. */
export function compile(node: Node, scope: Scope = OUTERMOST): Run {
  switch (node.kind) {
    case 'literal': {
      const { value } = node;
      return () => value;
    }
    case 'group':
      return compile(node.inner, scope);
    case 'identifier':
      return identifier(node.name, scope);
    case 'item': {
      if (scope.depth === 0) throw new SyntaxProblem('# stands only within a closure such as map or filter', node.at);
      const place = scope.depth - 1;
      return (environment) => environment.items[place] ?? null;
    }
    case 'template':
      return template(node.parts, scope);
    case 'member':
      return member(node, scope);
    case 'slice':
      return slice(node, scope);
    case 'list':
      return list(node.items, scope);
    case 'object':
      return object(node.entries, scope);
    case 'interval':
      return interval(node, scope);
    case 'unary':
      return unary(node, scope);
    case 'binary':
      return binary(node.operator, compile(node.left, scope), compile(node.right, scope));
    case 'conditional': {
      const [when, then, otherwise] = [
        compile(node.when, scope),
        compile(node.then, scope),
        compile(node.otherwise, scope),
      ];
      return (environment) => (truth(when(environment)) ? then(environment) : otherwise(environment));
    }
    case 'call':
      return call(node, scope);
    case 'method':
      return method(node, scope);
    case 'closure':
      return compileClosure(node, scope, compile);
    case 'assignments':
      return compileAssignments(node, scope, compile);
  }
}

function identifier(name: string, scope: Scope): Run {
  const place = scope.aliases.get(name);
  if (place !== undefined) return (environment) => environment.items[place] ?? null;
  switch (name) {
    case '$':
      return (environment) => environment.self;
    case '$root':
      return (environment) => (environment.assigned ? overlaid(environment) : environment.root);
    case '$nodes':
      return (environment) => environment.nodes;
    default:
      return ({ root, assigned }) => {
        const made = assigned?.get(name);
        if (made !== undefined) return made;
        return Object.hasOwn(root, name) ? (root[name] ?? null) : null;
      };
  }
}

function overlaid({ root, assigned }: Environment): ObjectValue {
  return { ...root, ...Object.fromEntries(assigned ?? []) };
}

function template(nodes: readonly Node[], scope: Scope): Run {
  const parts = nodes.map((part) => compile(part, scope));
  return (environment) => {
    let text = '';
    for (const part of parts) text += plainText(part(environment));
    return text;
  };
}

function plainText(value: Value): string {
  if (isDate(value) || value instanceof Interval) throw new ExpressionError(`${typeOf(value)} has no text`);
  return textOf(value);
}

function member(node: Extract<Node, { kind: 'member' }>, scope: Scope): Run {
  const of = compile(node.of, scope);
  if (node.key.kind === 'literal' && typeof node.key.value === 'string') {
    const name = node.key.value;
    return (environment) => fieldOf(of(environment), name);
  }
  const key = compile(node.key, scope);
  return (environment) => elementOf(of(environment), key(environment));
}

function elementOf(of: Value, key: Value): Value {
  if (typeof key === 'string') return fieldOf(of, key);
  if (!isList(of) || !isNumber(key)) return null;
  const index = Math.trunc(Number(key));
  if (index < 0) throw new ExpressionError('a place in a list is not negative');
  return of[index] ?? null;
}

/** Both ends are within, in texts as in lists: `name[0:2]` has three signs. Either may be left open. */
function slice(node: Extract<Node, { kind: 'slice' }>, scope: Scope): Run {
  const of = compile(node.of, scope);
  const from = node.from === null ? null : compile(node.from, scope);
  const to = node.to === null ? null : compile(node.to, scope);
  return (environment) => {
    const value = of(environment);
    if (typeof value !== 'string' && !isList(value)) throw new ExpressionError(`${typeOf(value)} can not be cut`);
    const length = value.length;
    const first = from === null ? 0 : placeIn(from(environment));
    const last = to === null ? length : placeIn(to(environment)) + 1;
    if (first > length || last > length) throw new ExpressionError('the place is outside');
    return value.slice(first, Math.max(first, last));
  };
}

function placeIn(value: Value): number {
  if (!isNumber(value) || order(value, 0) < 0) throw new ExpressionError('a place is a number that is not negative');
  return Math.trunc(Number(value));
}

function list(items: readonly Node[], scope: Scope): Run {
  const runs = items.map((item) => compile(item, scope));
  if (items.every(({ kind }) => kind === 'literal')) {
    const values = items.map((item) => (item.kind === 'literal' ? item.value : null));
    return () => values;
  }
  return (environment) => runs.map((run) => run(environment));
}

function object(entries: Extract<Node, { kind: 'object' }>['entries'], scope: Scope): Run {
  const runs = entries.map(({ key, value }) => ({ key: compile(key, scope), value: compile(value, scope) }));
  return (environment) => {
    const pairs = runs.map(({ key, value }): [string, Value] => [textOf(key(environment)), value(environment)]);
    return Object.fromEntries(pairs);
  };
}

function interval(node: Extract<Node, { kind: 'interval' }>, scope: Scope): Run {
  const [from, to] = [compile(node.from, scope), compile(node.to, scope)];
  const made = (low: Value, high: Value): Interval => {
    if (!(isNumber(low) && isNumber(high)) && !(isDate(low) && isDate(high)))
      throw new ExpressionError('an interval lies between two numbers or two dates');
    return new Interval(low, high, node);
  };
  if (
    node.from.kind === 'literal' &&
    node.to.kind === 'literal' &&
    isNumber(node.from.value) &&
    isNumber(node.to.value)
  ) {
    const fixed = made(node.from.value, node.to.value);
    return () => fixed;
  }
  return (environment) => made(from(environment), to(environment));
}

function unary({ operator, operand }: Extract<Node, { kind: 'unary' }>, scope: Scope): Run {
  const run = compile(operand, scope);
  if (operator === 'not') return (environment) => !truth(run(environment));
  const signed = operator === '-' ? negate : (value: Num): Num => value;
  if (operand.kind === 'literal' && isNumber(operand.value)) {
    const value = signed(operand.value);
    return () => value;
  }
  return (environment) => {
    const value = run(environment);
    if (!isNumber(value)) throw new ExpressionError(`${typeOf(value)} has no sign`);
    return signed(value);
  };
}

/** The closure of an operator over two others. */
export function binary(operator: BinaryOperator, left: Run, right: Run): Run {
  switch (operator) {
    case 'and':
      return (environment) => truth(left(environment)) && truth(right(environment));
    case 'or':
      return (environment) => truth(left(environment)) || truth(right(environment));
    case '??':
      return (environment) => left(environment) ?? right(environment);
    case '==':
      return (environment) => equals(left(environment), right(environment));
    case '!=':
      return (environment) => !equals(left(environment), right(environment));
    case '<':
      return (environment) => order(left(environment), right(environment)) < 0;
    case '<=':
      return (environment) => order(left(environment), right(environment)) <= 0;
    case '>':
      return (environment) => order(left(environment), right(environment)) > 0;
    case '>=':
      return (environment) => order(left(environment), right(environment)) >= 0;
    case 'in':
      return (environment) => isIn(left(environment), right(environment));
    case 'not in':
      return (environment) => !isIn(left(environment), right(environment));
    case '+':
      return (environment) => sum(left(environment), right(environment));
    default:
      return arithmetic(operator, left, right);
  }
}

function sum(a: Value, b: Value): Value {
  if (isNumber(a) && isNumber(b)) return add(a, b);
  if (typeof a === 'string' && typeof b === 'string') return a + b;
  throw new ExpressionError(`${typeOf(a)} and ${typeOf(b)} can not be added`);
}

const COMPUTE: Record<Exclude<Arithmetic, '+'>, (a: Num, b: Num) => Num | null> = {
  '-': subtract,
  '*': multiply,
  '/': divide,
  '%': remainder,
  '^': power,
};

function arithmetic(operator: Exclude<Arithmetic, '+'>, left: Run, right: Run): Run {
  const compute = COMPUTE[operator];
  return (environment) => {
    const [a, b] = [left(environment), right(environment)];
    if (!isNumber(a) || !isNumber(b)) throw new ExpressionError(`${typeOf(a)} ${operator} ${typeOf(b)} has no value`);
    return compute(a, b);
  };
}

function call({ name, parameters, at }: Extract<Node, { kind: 'call' }>, scope: Scope): Run {
  const known = functionOf(name, parameters.length);
  if (typeof known === 'string') throw new SyntaxProblem(known, at);
  const runs = parameters.map((parameter) => compile(parameter, scope));
  const [first, second] = runs;
  const { compute } = known;
  if (runs.length === 1 && first) return (environment) => compute([first(environment)], environment);
  if (runs.length === 2 && first && second)
    return (environment) => compute([first(environment), second(environment)], environment);
  return (environment) =>
    compute(
      runs.map((run) => run(environment)),
      environment,
    );
}

function method({ of, name, parameters, at }: Extract<Node, { kind: 'method' }>, scope: Scope): Run {
  const known = methodOf(name, parameters.length);
  if (typeof known === 'string') throw new SyntaxProblem(known, at);
  const target = compile(of, scope);
  const runs = parameters.map((parameter) => compile(parameter, scope));
  return (environment) => {
    const value = target(environment);
    if (!isDate(value)) throw new ExpressionError(`${typeOf(value)} has no ${name}`);
    return known.compute(
      value,
      runs.map((run) => run(environment)),
      environment.now,
    );
  };
}
