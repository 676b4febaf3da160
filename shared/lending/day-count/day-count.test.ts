import { describe, expect, test } from 'vitest';
import { calendarDate, epochDay } from '../../calendar/date.ts';
import { add, rational } from '../exact/rational.ts';
import { wholeMonths } from './civil.ts';
import type { DayCount } from './convention.ts';
import { cumulativeFraction, yearFraction } from './year-fraction.ts';

const day = (text: string): number => epochDay(calendarDate(text));
const span = (from: string, due: string) => ({ from: day(from), due: day(due) });
const whole = ({ from, due }: { from: number; due: number }) => ({ from, to: due });

const monthly: DayCount = {
  daysInYear: '360',
  daysInMonth: '30',
  interestPeriod: 'daily',
  leapRule: null,
  yearSplit: 'dec-31',
  every: 1,
  unit: 'months',
};

describe('the share of a year', () => {
  const december = span('2023-12-12', '2024-01-12');
  const leap = span('2024-02-10', '2024-03-10');

  test.each<[string, Partial<DayCount>, { from: number; due: number }, [number, number][]]>([
    ['30/360, a month', {}, december, [[30, 360]]],
    ['30/360, two months', { every: 2 }, span('2023-12-12', '2024-02-12'), [[60, 360]]],
    ['30/365, a month', { daysInYear: '365' }, december, [[30, 365]]],
    ['30/360, two weeks', { unit: 'weeks', every: 2 }, span('2024-01-01', '2024-01-15'), [[14, 360]]],
    [
      '30/364, fifteen days',
      { daysInYear: '364', unit: 'days', every: 15 },
      span('2024-01-01', '2024-01-16'),
      [[15, 364]],
    ],
    ['actual/360', { daysInMonth: 'actual' }, december, [[31, 360]]],
    ['actual/365', { daysInMonth: 'actual', daysInYear: '365' }, december, [[31, 365]]],
    [
      'actual/actual split at 31 December',
      { daysInMonth: 'actual', daysInYear: 'actual' },
      december,
      [
        [19, 365],
        [12, 366],
      ],
    ],
    [
      'actual/actual split at 1 January',
      { daysInMonth: 'actual', daysInYear: 'actual', yearSplit: 'jan-1' },
      december,
      [
        [20, 365],
        [11, 366],
      ],
    ],
    [
      '29 February in the period',
      { daysInMonth: 'actual', daysInYear: 'actual', leapRule: 'feb-29-period-only' },
      leap,
      [[29, 366]],
    ],
    [
      '29 February in the year, not in the period',
      { daysInMonth: 'actual', daysInYear: 'actual', leapRule: 'feb-29-period-only' },
      december,
      [[31, 365]],
    ],
    [
      'same as repayment, months',
      { interestPeriod: 'same-as-repayment', every: 3, daysInMonth: 'actual' },
      december,
      [[3, 12]],
    ],
    ['same as repayment, weeks', { interestPeriod: 'same-as-repayment', every: 2, unit: 'weeks' }, december, [[2, 52]]],
  ])('%s', (_name, more, period, parts) => {
    const wanted = parts.map(([days, year]) => rational(days, year)).reduce(add);
    for (const measure of ['agreed', 'elapsed'] as const) {
      expect(yearFraction({ ...monthly, ...more }, period, whole(period), measure)).toEqual(wanted);
    }
  });

  test('of parts adds up to that of the period', () => {
    const cut = day('2023-12-31');
    for (const daysInMonth of ['30', 'actual'] as const) {
      for (const yearSplit of ['dec-31', 'jan-1'] as const) {
        const dayCount: DayCount = { ...monthly, daysInMonth, daysInYear: 'actual', yearSplit };
        const first = yearFraction(dayCount, december, { from: december.from, to: cut }, 'elapsed');
        const second = yearFraction(dayCount, december, { from: cut, to: december.due }, 'elapsed');
        expect(add(first, second)).toEqual(yearFraction(dayCount, december, whole(december), 'elapsed'));
      }
    }
  });

  test('of a moved period is that of the rhythm for the instalment, and that of the dates for the interest', () => {
    const period = span('2024-02-01', '2024-03-15');
    expect(yearFraction(monthly, period, whole(period), 'agreed')).toEqual(rational(1, 12));
    expect(yearFraction(monthly, period, whole(period), 'elapsed')).toEqual(
      add(rational(1, 12), rational(14, 31 * 12)),
    );
  });

  test('in the cumulative form is agreed for months of 30 days and counts actual days, where interest is daily', () => {
    const dayCount: DayCount = { ...monthly, daysInYear: '365', daysInMonth: 'actual' };
    expect(cumulativeFraction(dayCount, december, whole(december), 'agreed')).toEqual(rational(30, 365));
    expect(cumulativeFraction(dayCount, december, whole(december), 'elapsed')).toEqual(rational(31, 365));
    const leapYear: DayCount = { ...dayCount, daysInYear: 'actual' };
    expect(cumulativeFraction(leapYear, leap, whole(leap), 'elapsed')).toEqual(rational(29, 365));
    const thirty: DayCount = { ...dayCount, daysInMonth: '30' };
    expect(cumulativeFraction(thirty, december, whole(december), 'elapsed')).toEqual(rational(30, 365));
    const same: DayCount = { ...dayCount, interestPeriod: 'same-as-repayment', unit: 'weeks', every: 2 };
    expect(cumulativeFraction(same, december, whole(december), 'elapsed')).toEqual(rational(2, 52));
    const days: DayCount = { ...same, unit: 'days', every: 30 };
    expect(cumulativeFraction(days, december, whole(december), 'elapsed')).toEqual(rational(30, 365));
  });
});

test.each([
  ['2024-01-31', '2024-02-29', 1],
  ['2024-02-29', '2024-03-31', 1],
  ['2024-02-29', '2024-03-29', 1],
  ['2023-02-28', '2023-03-31', 1],
  ['2024-01-31', '2024-04-30', 3],
  ['2024-01-15', '2025-01-15', 12],
  ['2024-01-15', '2024-02-16', null],
  ['2024-01-31', '2024-03-01', null],
])('from %s to %s are whole months: %s', (from, to, months) => {
  expect(wholeMonths(day(from), day(to))).toBe(months);
});
