import type { BinaryOperator } from './syntax.ts';

/** How tightly an operator binds; all but `^` group to the left. */
const BINDING: Record<BinaryOperator, number> = {
  or: 10,
  and: 20,
  '==': 30,
  '!=': 30,
  '<': 30,
  '<=': 30,
  '>': 30,
  '>=': 30,
  in: 30,
  'not in': 30,
  '+': 40,
  '-': 40,
  '*': 60,
  '/': 60,
  '%': 60,
  '^': 70,
  '??': 80,
};

export function bindingOf(operator: BinaryOperator): number {
  return BINDING[operator];
}

export function isBinary(text: string): text is BinaryOperator {
  return Object.hasOwn(BINDING, text);
}
