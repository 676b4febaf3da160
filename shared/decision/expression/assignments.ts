import type { Scope } from './compile.ts';
import type { Environment, Run } from './environment.ts';
import type { Node } from './syntax.ts';
import { fieldOf, isObject, type ObjectValue, type Value } from './values.ts';

/** Each step sees what the ones before it made; without a last expression all that was assigned is the value. */
export function compileAssignments(
  { steps, result }: Extract<Node, { kind: 'assignments' }>,
  scope: Scope,
  compile: (node: Node, scope: Scope) => Run,
): Run {
  const runs = steps.map(({ path, value }) => ({ path, value: compile(value, scope) }));
  const last = result === null ? null : compile(result, scope);
  return (environment) => {
    const assigned = new Map(environment.assigned);
    const inner: Environment = { ...environment, assigned };
    let made: ObjectValue = {};
    for (const { path, value } of runs) {
      const [name = '', ...rest] = path;
      const assignedValue = value(inner);
      assigned.set(name, withPath(assigned.get(name) ?? fieldOf(environment.root, name), rest, assignedValue));
      made = { ...made, [name]: withPath(made[name] ?? null, rest, assignedValue) };
    }
    return last === null ? made : last(inner);
  };
}

/** The value with a field set, however deep; what is no object on the way becomes one. */
function withPath(value: Value, path: readonly string[], assigned: Value): Value {
  const [name, ...rest] = path;
  if (name === undefined) return assigned;
  const fields = isObject(value) ? { ...value } : {};
  return Object.fromEntries([...Object.entries(fields), [name, withPath(fieldOf(value, name), rest, assigned)]]);
}
