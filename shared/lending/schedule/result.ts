import { fromEpochDay } from '../../calendar/date.ts';
import { formatUnits } from '../exact/decimal.ts';

/** A row of a schedule in plain JSON: amounts are decimal texts in the loan's currency. */
export interface SchedulePeriod {
  n: number;
  kind: 'down-payment' | 'installment';
  due: string;
  /** Days of the period. */
  days: number;
  principal: string;
  interest: string;
  total: string;
  /** Principal still owed after it, with what is paid out on that very day. */
  balance: string;
}

export interface Schedule {
  periods: SchedulePeriod[];
  totals: { principal: string; interest: string; total: string };
}

/** A row in minor units, before it is written. */
export interface Figures {
  readonly kind: SchedulePeriod['kind'];
  readonly from: number;
  readonly due: number;
  readonly principal: bigint;
  readonly interest: bigint;
  readonly balance: bigint;
}

export function writtenSchedule(rows: readonly Figures[], digits: number): Schedule {
  const written = (units: bigint): string => formatUnits(units, digits);
  const principal = rows.reduce((total, row) => total + row.principal, 0n);
  const interest = rows.reduce((total, row) => total + row.interest, 0n);
  return {
    periods: rows.map((row, index) => ({
      n: index + 1,
      kind: row.kind,
      due: fromEpochDay(row.due),
      days: row.due - row.from,
      principal: written(row.principal),
      interest: written(row.interest),
      total: written(row.principal + row.interest),
      balance: written(row.balance),
    })),
    totals: { principal: written(principal), interest: written(interest), total: written(principal + interest) },
  };
}
