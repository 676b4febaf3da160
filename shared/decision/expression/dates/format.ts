import { dayOfYear, offsetOf, UTC, weekdayOf, weekOf, type Civil } from './civil.ts';
import type { DateValue } from './date-value.ts';

export const MONTH_NAMES = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;
export const DAY_NAMES = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;

const two = (value: number): string => String(value).padStart(2, '0');

const FIELDS: Partial<Record<string, (civil: Civil, date: DateValue) => string>> = {
  Y: ({ year }) => String(year).padStart(4, '0'),
  y: ({ year }) => two(year % 100),
  m: ({ month }) => two(month),
  d: ({ day }) => two(day),
  e: ({ day }) => String(day).padStart(2, ' '),
  H: ({ hour }) => two(hour),
  I: ({ hour }) => two(hour % 12 === 0 ? 12 : hour % 12),
  M: ({ minute }) => two(minute),
  S: ({ second }) => two(second),
  f: ({ millisecond }) => `${String(millisecond).padStart(3, '0')}000000`,
  p: ({ hour }) => (hour < 12 ? 'AM' : 'PM'),
  P: ({ hour }) => (hour < 12 ? 'am' : 'pm'),
  A: (civil) => DAY_NAMES[weekdayOf(civil) - 1] ?? '',
  a: (civil) => (DAY_NAMES[weekdayOf(civil) - 1] ?? '').slice(0, 3),
  B: ({ month }) => MONTH_NAMES[month - 1] ?? '',
  b: ({ month }) => (MONTH_NAMES[month - 1] ?? '').slice(0, 3),
  h: ({ month }) => (MONTH_NAMES[month - 1] ?? '').slice(0, 3),
  j: (civil) => String(dayOfYear(civil)).padStart(3, '0'),
  u: (civil) => String(weekdayOf(civil)),
  w: (civil) => String(weekdayOf(civil) % 7),
  V: (civil) => two(weekOf(civil).week),
  G: (civil) => String(weekOf(civil).year),
  F: ({ year, month, day }) => `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`,
  T: ({ hour, minute, second }) => `${two(hour)}:${two(minute)}:${two(second)}`,
  R: ({ hour, minute }) => `${two(hour)}:${two(minute)}`,
  D: ({ year, month, day }) => `${two(month)}/${two(day)}/${two(year % 100)}`,
  s: (_, { instant }) => String(Math.floor(instant / 1000)),
  z: (_, { instant, zone }) => {
    const minutes = Math.round(offsetOf(instant, zone) / 60_000);
    const magnitude = Math.abs(minutes);
    return `${minutes < 0 ? '-' : '+'}${two(Math.floor(magnitude / 60))}${two(magnitude % 60)}`;
  },
  Z: (_, { zone }) => (zone === UTC ? 'UTC' : zone),
  '%': () => '%',
};

/** By the fields of `strftime`; what is no field stays as it is. */
export function formatDate(date: DateValue, pattern: string): string {
  if (!date.isValid) return 'Invalid date';
  const civil = date.civil();
  return pattern.replaceAll(/%(.)/gs, (whole, field: string) => FIELDS[field]?.(civil, date) ?? whole);
}
