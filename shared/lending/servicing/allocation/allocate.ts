import { roundQuotient, type RoundingMode } from '../../exact/rounding.ts';
import type { Component } from '../amounts.ts';
import { isOpen, outstandingOf, type Row } from '../rows/row.ts';
import { candidates } from './candidates.ts';
import { partsOf, stagesOf, type AllocationRule, type DueType } from './order.ts';

/** A payment being spread over the rows of a schedule. */
export interface Payment {
  readonly rows: readonly Row[];
  readonly day: number;
  readonly rule: AllocationRule;
  readonly rounding: RoundingMode;
  /** Pays up to an amount of a component of a row; returns what was paid. */
  readonly pay: (row: Row, dueType: DueType, component: Component, amount: bigint) => bigint;
  /** Widens which rows the last-instalment rules look at. */
  readonly isLastToo?: ((row: Row) => boolean) | undefined;
}

const ROUNDS_PER_ROW = 100;

/** Instalment by instalment: all components of a row before the next one. Returns what nothing needed. */
export function allocateHorizontally(payment: Payment, amount: bigint): bigint {
  let left = amount;
  for (const { dueType, components } of stagesOf(payment.rule.order)) {
    const limit = payment.rows.length * ROUNDS_PER_ROW;
    for (let round = 0; round < limit && left > 0n && payment.rows.some(isOpen); round += 1) {
      const { rows, day, rule, isLastToo } = payment;
      const targets = candidates(rows, day, dueType, rule.future, isOpen, isLastToo);
      if (targets.length === 0) break;
      const before = left;
      for (const component of components) left -= spread(payment, targets, dueType, component, left);
      if (left === before && isLastToo === undefined) break;
    }
  }
  return left;
}

/** Component by component: one bucket over all its rows before the next bucket. */
export function allocateVertically(payment: Payment, amount: bigint): bigint {
  let left = amount;
  for (const bucket of payment.rule.order) {
    const { dueType, component } = partsOf(bucket);
    const owes = (row: Row): boolean => outstandingOf(row, component) > 0n;
    for (let paid = 1n; paid > 0n && left > 0n; left -= paid) {
      const targets = candidates(payment.rows, payment.day, dueType, payment.rule.future, owes);
      paid = spread(payment, targets, dueType, component, left);
    }
  }
  return left;
}

/** In equal parts, the last row taking the rounding; what a row does not need stays for the next round. */
function spread(payment: Payment, rows: readonly Row[], dueType: DueType, component: Component, left: bigint): bigint {
  const count = BigInt(rows.length);
  if (count === 0n || left <= 0n) return 0n;
  let each = roundQuotient(left, count, payment.rounding);
  if (left - each * (count - 1n) < 0n) each = left / count;
  let paid = 0n;
  rows.forEach((row, index) => {
    const share = index === rows.length - 1 ? left - each * (count - 1n) : each;
    paid += payment.pay(row, dueType, component, share);
  });
  return paid;
}
