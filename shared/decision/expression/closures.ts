import type { Scope } from './compile.ts';
import type { Run } from './environment.ts';
import type { ClosureName, Node } from './syntax.ts';
import { ExpressionError, Interval, isList, truth, typeOf, type Value } from './values.ts';

type Each = (item: Value) => Value;
const is = (each: Each, item: Value): boolean => truth(each(item));

/** What each closure makes of a list. */
const OVER: Record<ClosureName, (items: readonly Value[], each: Each) => Value> = {
  all: (items, each) => items.every((item) => is(each, item)),
  none: (items, each) => !items.some((item) => is(each, item)),
  some: (items, each) => items.some((item) => is(each, item)),
  one: (items, each) => items.filter((item) => is(each, item)).length === 1,
  filter: (items, each) => items.filter((item) => is(each, item)),
  map: (items, each) => items.map(each),
  flatMap: (items, each) =>
    items.flatMap((item) => {
      const made = each(item);
      return isList(made) ? [...made] : [made];
    }),
  count: (items, each) => items.reduce<number>((count, item) => (is(each, item) ? count + 1 : count), 0),
};

/** `compile` is the compiler of what stands within. */
export function compileClosure(
  node: Extract<Node, { kind: 'closure' }>,
  scope: Scope,
  compile: (node: Node, scope: Scope) => Run,
): Run {
  const { name, alias } = node;
  const list = compile(node.list, scope);
  const place = scope.depth;
  const aliases = alias === null ? scope.aliases : new Map([...scope.aliases, [alias, place] as const]);
  const body = compile(node.body, { aliases, depth: place + 1 });
  const over = OVER[name];
  return (environment) => {
    const items = itemsOf(list(environment), name);
    const made = over(items, (item) => {
      environment.items[place] = item;
      return body(environment);
    });
    environment.items.length = place;
    return made;
  };
}

function itemsOf(value: Value, name: ClosureName): readonly Value[] {
  if (isList(value)) return value;
  if (value instanceof Interval) return value.numbers();
  throw new ExpressionError(`${name} wants a list, not ${typeOf(value)}`);
}
