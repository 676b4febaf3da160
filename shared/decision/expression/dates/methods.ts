import { ExpressionError, isDate, isNumber, typeOf, type Value } from '../values.ts';
import { toDouble } from '../arithmetic.ts';
import { dayOfYear, daysOfMonth, instantOf, isLeapYear, isZone, weekdayOf, weekOf, type Civil } from './civil.ts';
import { DateValue } from './date-value.ts';
import { formatDate } from './format.ts';
import { addStep, difference, endOf, parseDuration, startOf, unitOf, type Step, type Unit } from './units.ts';

type Compute = (date: DateValue, given: readonly Value[], now: number) => Value;
interface Method {
  readonly least: number;
  readonly most: number;
  readonly compute: Compute;
}

const method = (least: number, most: number, compute: Compute): Method => ({ least, most, compute });
const part = (of: (civil: Civil) => number): Method => method(0, 0, (date) => (date.isValid ? of(date.civil()) : null));

/** What can be asked of a date. */
const METHODS: Partial<Record<string, Method>> = {
  add: method(1, 2, (date, given) => moved(date, stepsFrom(given), 1)),
  sub: method(1, 2, (date, given) => moved(date, stepsFrom(given), -1)),
  set: method(2, 2, (date, [unit, value]) => withPart(date, textFrom(unit), numberFrom(value))),
  format: method(0, 1, (date, [pattern]) =>
    formatDate(date, pattern === undefined ? '%Y-%m-%d %H:%M:%S %Z' : textFrom(pattern)),
  ),
  startOf: method(1, 1, (date, [unit]) => date.at(startOf(date.instant, date.zone, unitFrom(unit)))),
  endOf: method(1, 1, (date, [unit]) => date.at(endOf(date.instant, date.zone, unitFrom(unit)))),
  tz: method(1, 1, (date, [zone]) => {
    const name = textFrom(zone);
    return new DateValue(isZone(name) ? date.instant : Number.NaN, name);
  }),
  diff: method(1, 2, (date, [other, unit]) => {
    const from = dateFrom(other).instant;
    return unit === undefined ? date.instant - from : difference(date.instant, from, date.zone, unitFrom(unit));
  }),
  isSame: compared((a, b) => a === b),
  isBefore: compared((a, b) => a < b),
  isAfter: compared((a, b) => a > b),
  isSameOrBefore: compared((a, b) => a <= b),
  isSameOrAfter: compared((a, b) => a >= b),
  second: part(({ second }) => second),
  minute: part(({ minute }) => minute),
  hour: part(({ hour }) => hour),
  day: part(({ day }) => day),
  dayOfYear: part(dayOfYear),
  week: part((civil) => weekOf(civil).week),
  weekday: part(weekdayOf),
  month: part(({ month }) => month),
  quarter: part(({ month }) => Math.floor((month - 1) / 3) + 1),
  year: part(({ year }) => year),
  timestamp: method(0, 0, (date) => (date.isValid ? date.instant : null)),
  offsetName: method(0, 0, (date) => (date.zone === 'UTC' ? 'Etc/UTC' : date.zone)),
  isValid: method(0, 0, (date) => date.isValid),
  isYesterday: onDay(-1),
  isToday: onDay(0),
  isTomorrow: onDay(1),
  isLeapYear: method(0, 0, (date) => isLeapYear(date.civil().year)),
};

/** The method, or what is wrong with asking for it. */
export function methodOf(name: string, count: number): { readonly compute: Compute } | string {
  const known = Object.hasOwn(METHODS, name) ? METHODS[name] : undefined;
  if (!known) return `a date has no "${name}"`;
  if (count < known.least || count > known.most) return `"${name}" wants another number of values`;
  return known;
}

/** By the unit where one is given: two dates of one month are the same month. */
function compared(holds: (a: number, b: number) => boolean): Method {
  return method(1, 2, (date, [given, unit]) => {
    const other = dateFrom(given);
    if (!date.isValid || !other.isValid) return false;
    if (unit === undefined) return holds(date.instant, other.instant);
    const begin = (of: DateValue): number => startOf(of.instant, date.zone, unitFrom(unit));
    return holds(begin(date), begin(other));
  });
}

function onDay(days: number): Method {
  return method(0, 0, (date, _, now) => {
    if (!date.isValid) return false;
    const day = startOf(addStep(now, date.zone, { amount: days, unit: 'day' }), date.zone, 'day');
    return startOf(date.instant, date.zone, 'day') === day;
  });
}

function moved(date: DateValue, steps: readonly Step[], sign: 1 | -1): DateValue {
  if (!date.isValid) return date;
  const instant = steps.reduce(
    (at, { amount, unit }) => addStep(at, date.zone, { amount: sign * amount, unit }),
    date.instant,
  );
  return date.at(instant);
}

function stepsFrom([first, unit]: readonly Value[]): readonly Step[] {
  if (unit !== undefined) return [{ amount: Math.trunc(numberFrom(first)), unit: unitFrom(unit) }];
  const steps = parseDuration(textFrom(first));
  if (steps === null) throw new ExpressionError('the duration can not be read');
  return steps;
}

function withPart(date: DateValue, name: string, value: number): DateValue {
  const unit = unitOf(name);
  if (!date.isValid) return date;
  if (unit === null || unit === 'week' || unit === 'quarter')
    throw new ExpressionError('this part of a date can not be set');
  const civil = { ...date.civil(), [unit]: value };
  const isReal = civil.month >= 1 && civil.month <= 12;
  if (!isReal) return date.at(Number.NaN);
  const day = Math.min(civil.day, daysOfMonth(civil.year, civil.month));
  return date.at(instantOf({ ...civil, day }, date.zone));
}

function dateFrom(value: Value | undefined): DateValue {
  if (value !== undefined && isDate(value)) return value;
  throw new ExpressionError('a date is wanted');
}

function unitFrom(value: Value | undefined): Unit {
  const unit = unitOf(textFrom(value));
  if (unit === null) throw new ExpressionError('the unit of time is not known');
  return unit;
}

function textFrom(value: Value | undefined): string {
  if (typeof value === 'string') return value;
  throw new ExpressionError(`a text is wanted, not ${typeOf(value ?? null)}`);
}

function numberFrom(value: Value | undefined): number {
  if (value !== undefined && isNumber(value)) return toDouble(value);
  throw new ExpressionError(`a number is wanted, not ${typeOf(value ?? null)}`);
}
