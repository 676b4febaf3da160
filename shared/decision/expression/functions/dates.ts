import { toDouble } from '../arithmetic.ts';
import { civilOf, dayOfYear, UTC, weekdayOf, weekOf, type Civil } from '../dates/civil.ts';
import { dateFrom, parseInstant } from '../dates/date-value.ts';
import { DAY_NAMES, formatDate, MONTH_NAMES } from '../dates/format.ts';
import { DateValue } from '../dates/date-value.ts';
import { endOf, parseDuration, secondsOf, startOf, unitOf, type Unit } from '../dates/units.ts';
import { ExpressionError, isDate, isNumber, type Value } from '../values.ts';
import { takes, textFrom, type FunctionOf, type Functions } from './signature.ts';

/** `d()` makes dates with methods; the others are the older form, on seconds since the epoch in UTC. */
export const DATES: Functions = {
  d: takes(0, 2, ([given, zone], { now }) => {
    const name = zone === undefined ? undefined : textFrom(zone);
    if (given !== undefined && isDate(given)) return new DateValue(given.instant, name ?? given.zone);
    if (given !== undefined && isNumber(given)) return dateFrom(toDouble(given), name, now);
    if (given === undefined || typeof given === 'string') return dateFrom(given, name, now);
    return new DateValue(Number.NaN, UTC);
  }),
  date: takes(1, 1, ([value], { now }) => secondsFrom(value, now)),
  time: takes(1, 1, ([value]) => {
    const text = textFrom(value);
    const match = /^(\d{1,2}):(\d{2})(?::(\d{2}))?$/.exec(
      text.includes('T') ? text.slice(text.indexOf('T') + 1, 19) : text,
    );
    if (!match) throw new ExpressionError('the time of day can not be read');
    return Number(match[1]) * 3_600 + Number(match[2]) * 60 + Number(match[3] ?? 0);
  }),
  duration: takes(1, 1, ([value]) => {
    if (value !== undefined && isNumber(value)) return value;
    const steps = parseDuration(textFrom(value));
    if (steps === null) throw new ExpressionError('the duration can not be read');
    return secondsOf(steps);
  }),
  year: part(({ year }) => year),
  dayOfWeek: part(weekdayOf),
  dayOfMonth: part(({ day }) => day),
  dayOfYear: part(dayOfYear),
  weekOfYear: part((civil) => weekOf(civil).week),
  monthOfYear: part(({ month }) => month),
  monthString: part(({ month }) => (MONTH_NAMES[month - 1] ?? '').slice(0, 3)),
  weekdayString: part((civil) => (DAY_NAMES[weekdayOf(civil) - 1] ?? '').slice(0, 3)),
  dateString: takes(1, 1, ([value], { now }) =>
    formatDate(new DateValue(secondsFrom(value, now) * 1000, UTC), '%Y-%m-%d %H:%M:%S'),
  ),
  startOf: edge(startOf),
  endOf: edge(endOf),
};

function secondsFrom(value: Value | undefined, now: number): number {
  if (value !== undefined && isNumber(value)) return Math.trunc(toDouble(value));
  const text = textFrom(value);
  if (text === 'now') return Math.floor(now / 1000);
  const instant = parseInstant(text, UTC);
  if (instant === null) throw new ExpressionError('the date can not be read');
  return Math.floor(instant / 1000);
}

function part(of: (civil: Civil) => Value): FunctionOf {
  return takes(1, 1, ([value], { now }) => of(civilOf(secondsFrom(value, now) * 1000, UTC)));
}

function edge(of: (instant: number, zone: string, unit: Unit) => number): FunctionOf {
  return takes(2, 2, ([value, name], { now }) => {
    const unit = unitOf(textFrom(name));
    if (unit === null) throw new ExpressionError('the unit of time is not known');
    return Math.floor(of(secondsFrom(value, now) * 1000, UTC, unit) / 1000);
  });
}
