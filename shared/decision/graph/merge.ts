import { isObject } from '../expression/values.ts';
import type { ObjectValue, Value } from '../expression/index.ts';

/** Objects are put into each other, field by field; anything else of `over` takes the place. */
export function merge(base: Value, over: Value): Value {
  if (!isObject(base) || !isObject(over)) return over;
  const made: Record<string, Value> = { ...base };
  for (const key of Object.keys(over)) {
    const value = over[key] ?? null;
    const before = Object.hasOwn(base, key) ? (base[key] ?? null) : null;
    put(made, key, isObject(before) && isObject(value) ? merge(before, value) : value);
  }
  return made;
}

/** Sets a field even where its name is one that JavaScript gives a meaning to. */
export function put(target: Record<string, Value>, key: string, value: Value): void {
  if (key === '__proto__')
    Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
  else target[key] = value;
}

/** Sets `a.b.c` in a fresh object of ours; what is on the way is copied where it came from elsewhere. */
export function putPath(target: Record<string, Value>, path: readonly string[], value: Value): void {
  const [first = '', ...rest] = path;
  if (rest.length === 0) {
    put(target, first, value);
    return;
  }
  const before = Object.hasOwn(target, first) ? (target[first] ?? null) : null;
  const inner: Record<string, Value> = isObject(before) ? { ...before } : {};
  putPath(inner, rest, value);
  put(target, first, inner);
}

/** Without the fields that are null, and nothing as an empty object: so the peer gives an answer away. */
export function asAnswer(value: Value): Value {
  if (value === null) return NOTHING;
  if (!isObject(value) || Object.values(value).every((field) => field !== null)) return value;
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== null));
}

export function asObject(value: Value): ObjectValue {
  return isObject(value) ? value : NOTHING;
}
const NOTHING: ObjectValue = {};
