import { expect, test } from 'vitest';
import { calendarDate } from '#shared/calendar/date.ts';
import { fen } from '#shared/money/fen.ts';
import { fillDays } from './today.ts';

const date = calendarDate;

test('every day of fourteen is there, sold on or not', () => {
  const days = fillDays([{ on: date('2026-11-20'), salesFen: fen(7), count: 2 }], date('2026-11-09'));
  expect(days.map((day) => day.count)).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0]);
  expect(days.at(-1)?.on).toBe('2026-11-22');
});
