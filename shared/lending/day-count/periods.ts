import { civilOfEpochDay } from '../../calendar/date.ts';
import { addMonthsToDay, dayNumber } from './civil.ts';
import type { DayCount, Span } from './convention.ts';

/**
 * Where a due date falls in a month that lacks the day: on its last day, or on the first of the next month. Either way
 * later months come back to the day.
 */
export const MONTH_END_POLICIES = ['last-day', 'first-of-next-month'] as const;
export type MonthEndPolicy = (typeof MONTH_END_POLICIES)[number];

type Rhythm = Pick<DayCount, 'every' | 'unit'>;

/** `count` periods one after the other, the first beginning on `start`. */
export function regularPeriods(start: number, count: number, rhythm: Rhythm, policy: MonthEndPolicy): Span[] {
  const spans: Span[] = [];
  let from = start;
  for (let step = 1; step <= count; step += 1) {
    const due = stepFrom(start, step * rhythm.every, rhythm.unit, policy);
    spans.push({ from, due });
    from = due;
  }
  return spans;
}

function stepFrom(start: number, units: number, unit: DayCount['unit'], policy: MonthEndPolicy): number {
  if (unit === 'days') return start + units;
  if (unit === 'weeks') return start + 7 * units;
  const due = addMonthsToDay(start, units);
  const isCut = civilOfEpochDay(due).day < civilOfEpochDay(start).day;
  if (policy === 'last-day' || !isCut) return due;
  const { year, month } = civilOfEpochDay(due);
  return month === 12 ? dayNumber(year + 1, 1, 1) : dayNumber(year, month + 1, 1);
}
