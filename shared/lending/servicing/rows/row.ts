import { COMPONENTS, noPortions, notNegative, smaller, sumOf, type Component, type Portions } from '../amounts.ts';

/** A row of the schedule while a loan is replayed; days are day numbers, amounts minor units. */
export interface Row {
  kind: 'down-payment' | 'instalment' | 'additional';
  /** Made by a re-ageing: it stands in for rows of the first schedule. */
  isReAged: boolean;
  from: number;
  due: number;
  owed: Portions;
  /** The part of `owed` that came back to the loan by chargebacks and refunds of an overpayment. */
  credited: Portions;
  paid: Portions;
  /** Given up by a waiver or a write-off. */
  forgiven: Portions;
  /** The part of `owed.penalty` that was charged for being late. */
  latePenalty: bigint;
  inAdvance: bigint;
  late: bigint;
  /** The day on which nothing was open any more; `null` while something is. */
  metOn: number | null;
}

export function newRow(kind: Row['kind'], from: number, due: number): Row {
  return {
    kind,
    isReAged: false,
    from,
    due,
    owed: noPortions(),
    credited: noPortions(),
    paid: noPortions(),
    forgiven: noPortions(),
    latePenalty: 0n,
    inAdvance: 0n,
    late: 0n,
    metOn: from,
  };
}

export function outstandingOf(row: Row, component: Component): bigint {
  return row.owed[component] - row.paid[component] - row.forgiven[component];
}

export function outstanding(row: Row): bigint {
  return sumOf(row.owed) - sumOf(row.paid) - sumOf(row.forgiven);
}

export function isOpen(row: Row): boolean {
  return row.metOn === null;
}

/** After something owed has changed: the day is noted where the row is settled by it, and forgotten where it is not. */
export function noteMet(row: Row, day: number): void {
  if (outstanding(row) !== 0n) row.metOn = null;
  else row.metOn ??= day;
}

/** Pays as much of a component as is open; returns what was paid. */
export function payRow(row: Row, component: Component, day: number, amount: bigint): bigint {
  const open = outstandingOf(row, component);
  const paid = open > 0n ? smaller(open, amount) : 0n;
  row.paid[component] += paid;
  if (day < row.due) row.inAdvance += paid;
  if (day > row.due) row.late += paid;
  row.metOn = outstanding(row) === 0n ? day : null;
  return paid;
}

/** Gives up as much of a component as is open; returns what was given up. */
export function forgiveRow(row: Row, component: Component, day: number, amount: bigint): bigint {
  const forgiven = smaller(notNegative(outstandingOf(row, component)), amount);
  row.forgiven[component] += forgiven;
  noteMet(row, day);
  return forgiven;
}

export function addOwed(row: Row, portions: Readonly<Portions>, day: number): void {
  for (const component of COMPONENTS) row.owed[component] += portions[component];
  noteMet(row, day);
}

export function addCredit(row: Row, portions: Readonly<Portions>, day: number): void {
  for (const component of COMPONENTS) row.credited[component] += portions[component];
  addOwed(row, portions, day);
}
