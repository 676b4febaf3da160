import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addDays,
  addMonths,
  ageOn,
  calendarDate,
  daysBetween,
  epochDay,
  fromEpochDay,
  isCalendarDate,
  monthlyDates,
  shanghaiDate,
  startOfDate,
} from './date.ts';
import { formatDate, formatInstant } from './format.ts';

const date = fc.integer({ min: 0, max: 60_000 }).map((days) => addDays(calendarDate('1930-01-01'), days));

test.each(['2026-02-30', '2026-13-01', '2026-1-1', '26-01-01', '2026-01-01T00:00:00Z', ''])('%s is no date', (text) => {
  expect(isCalendarDate(text)).toBe(false);
  expect(() => calendarDate(text)).toThrow(RangeError);
});

describe('the day in China', () => {
  test('begins at 16:00 UTC of the day before', () => {
    expect(shanghaiDate(Date.UTC(2026, 10, 21, 15, 59, 59, 999))).toBe('2026-11-21');
    expect(shanghaiDate(Date.UTC(2026, 10, 21, 16))).toBe('2026-11-22');
  });

  test('of the instant at which a date begins is that date, and a moment earlier the day before', () => {
    fc.assert(
      fc.property(date, (day) => {
        expect(shanghaiDate(startOfDate(day))).toBe(day);
        expect(shanghaiDate(startOfDate(day) - 1)).toBe(addDays(day, -1));
      }),
    );
  });
});

test('day numbers are those of the machine’s own calendar, for every day of the years 0 to 9999', () => {
  const day = fc.integer({ min: -719_528, max: 2_932_896 });
  fc.assert(
    fc.property(day, (number) => {
      const text = new Date(number * 86_400_000).toISOString().slice(0, 10);
      expect(fromEpochDay(number)).toBe(text);
      expect(isCalendarDate(text)).toBe(true);
      expect(epochDay(calendarDate(text))).toBe(number);
    }),
    { numRuns: 2_000 },
  );
});

test('a text is a date exactly where the machine’s own calendar has it', () => {
  const twoDigits = fc.integer({ min: 0, max: 39 }).map((value) => String(value).padStart(2, '0'));
  const text = fc
    .tuple(fc.integer({ min: 1890, max: 2110 }), twoDigits, twoDigits)
    .map(([year, month, day]) => `${year}-${month}-${day}`);
  fc.assert(
    fc.property(text, (written) => {
      const read = new Date(`${written}T00:00:00Z`);
      const isOne = !Number.isNaN(read.getTime()) && read.toISOString().startsWith(written);
      expect(isCalendarDate(written)).toBe(isOne);
    }),
    { numRuns: 1_000 },
  );
});

describe('adding', () => {
  test('days and counting them are inverse', () => {
    fc.assert(
      fc.property(date, fc.integer({ min: -5_000, max: 5_000 }), (day, count) => {
        expect(daysBetween(day, addDays(day, count))).toBe(count);
      }),
    );
  });

  test('months keeps the day, or takes the last one of a shorter month', () => {
    fc.assert(
      fc.property(date, fc.integer({ min: 0, max: 24 }), (day, months) => {
        const then = addMonths(day, months);
        const isSameDay = then.slice(8) === day.slice(8);
        const isLastDay = addDays(then, 1).slice(8) === '01';
        expect(isSameDay || (isLastDay && then.slice(8) < day.slice(8))).toBe(true);
      }),
    );
  });

  test('months to a list of due dates gives what adding to the first gives', () => {
    fc.assert(
      fc.property(date, fc.integer({ min: 0, max: 40 }), (first, count) => {
        expect(monthlyDates(first, count)).toEqual(Array.from({ length: count }, (_, step) => addMonths(first, step)));
      }),
    );
  });

  test('months never makes a date that is none', () => {
    fc.assert(
      fc.property(date, fc.integer({ min: -400, max: 1_200 }), (day, months) => {
        expect(isCalendarDate(addMonths(day, months))).toBe(true);
      }),
    );
    expect(() => addMonths(calendarDate('9999-12-01'), 1)).toThrow(RangeError);
  });

  test.each([
    ['2026-01-31', 1, '2026-02-28'],
    ['2028-01-31', 1, '2028-02-29'],
    ['2026-01-31', 2, '2026-03-31'],
    ['2026-11-30', 3, '2027-02-28'],
    ['2026-12-15', 1, '2027-01-15'],
  ])('%s and %i months is %s', (from, months, to) => {
    expect(addMonths(calendarDate(from), months)).toBe(to);
  });
});

test.each([
  ['2008-11-22', '2026-11-22', 18],
  ['2008-11-23', '2026-11-22', 17],
  ['2004-02-29', '2026-02-28', 21],
  ['2004-02-29', '2026-03-01', 22],
])('born %s, on %s one is %i', (birth, on, age) => {
  expect(ageOn(calendarDate(birth), calendarDate(on))).toBe(age);
});

test('dates are written so that day and month can not be mistaken', () => {
  expect(formatDate(calendarDate('2026-12-05'), 'zh')).toBe('2026年12月5日');
  expect(formatDate(calendarDate('2026-12-05'), 'en')).toBe('5 Dec 2026');
});

test('an instant is shown as the wall clock in China', () => {
  expect(formatInstant(Date.UTC(2026, 10, 22, 16, 5, 9))).toBe('2026-11-23 00:05:09');
});
