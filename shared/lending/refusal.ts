/**
 * What the loan maths answers instead of a number. The codes are stable; `detail` is for a developer's eyes and never
 * holds personal data.
 */
export const LENDING_REFUSALS = [
  /** The input does not have the documented shape; `detail` names the field. */
  'input-malformed',
  /** An amount has more decimals than the currency. */
  'amount-too-precise',
  /** No period would be left in which principal is repaid. */
  'grace-too-long',
  /** A disbursement, change or pause lies before the first or after the last period. */
  'date-outside-schedule',
  /** The schedule has a form in which nothing can be changed later. */
  'not-changeable',
  /** A loan of this form does not have it. */
  'not-served',
  /** Nothing has been paid out, so there is nothing to repay. */
  'nothing-disbursed',
  /** No rate makes these flows balance. */
  'no-rate',
  /** No number of periods repays this. */
  'no-term',
  /** The loan is settled before the day asked for: more was paid than was owed. */
  'overpaid',
  /** There is no ceiling, or no reference rate, in force on the day. */
  'no-ceiling-in-force',
] as const;

export type LendingRefusalCode = (typeof LENDING_REFUSALS)[number];

export interface LendingRefusal {
  readonly code: LendingRefusalCode;
  readonly detail: string;
}

export type Outcome<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusal: LendingRefusal };

export function answer<T>(value: T): Outcome<T> {
  return { ok: true, value };
}

export function decline(code: LendingRefusalCode, detail: string): { ok: false; refusal: LendingRefusal } {
  return { ok: false, refusal: { code, detail } };
}
