import { civilOf, daysOfMonth, instantOf, weekdayOf, type Civil } from './civil.ts';

export const UNITS = ['second', 'minute', 'hour', 'day', 'week', 'month', 'quarter', 'year'] as const;
export type Unit = (typeof UNITS)[number];

const NAMES: Record<Unit, readonly string[]> = {
  second: ['s', 'sec', 'secs', 'second', 'seconds'],
  minute: ['m', 'min', 'mins', 'minute', 'minutes'],
  hour: ['h', 'hr', 'hrs', 'hour', 'hours'],
  day: ['d', 'day', 'days'],
  week: ['w', 'week', 'weeks'],
  month: ['M', 'mo', 'month', 'months'],
  quarter: ['q', 'Q', 'quarter', 'quarters'],
  year: ['y', 'year', 'years'],
};
const BY_NAME = new Map(UNITS.flatMap((unit) => NAMES[unit].map((name) => [name, unit] as const)));

export function unitOf(name: string): Unit | null {
  return BY_NAME.get(name) ?? null;
}

/** Units of a fixed length in seconds; a month and a year by their mean, as durations have it. */
const SECONDS: Record<Unit, number> = {
  second: 1,
  minute: 60,
  hour: 3_600,
  day: 86_400,
  week: 604_800,
  month: 2_630_016,
  quarter: 7_890_048,
  year: 31_557_600,
};

export interface Step {
  readonly amount: number;
  readonly unit: Unit;
}

const STEP = /(\d+)\s*([A-Za-z]+)\s*/y;

/** `1d 5h`, `2 months`; null where it is none. */
export function parseDuration(text: string): Step[] | null {
  const trimmed = text.trim();
  const steps: Step[] = [];
  let at = 0;
  while (at < trimmed.length) {
    STEP.lastIndex = at;
    const [whole = '', amount = '', name = ''] = STEP.exec(trimmed) ?? [];
    const unit = unitOf(name);
    if (whole === '' || unit === null) return null;
    steps.push({ amount: Number(amount), unit });
    at += whole.length;
  }
  return steps.length > 0 ? steps : null;
}

export function secondsOf(steps: readonly Step[]): number {
  return steps.reduce((sum, { amount, unit }) => sum + amount * SECONDS[unit], 0);
}

const MONTHS: Partial<Record<Unit, number>> = { month: 1, quarter: 3, year: 12 };

/** Months keep the day where they have it, else take their last; all else is time. */
export function addStep(instant: number, zone: string, { amount, unit }: Step): number {
  const months = MONTHS[unit];
  const civil = civilOf(instant, zone);
  if (months !== undefined) return instantOf(addMonths(civil, amount * months), zone);
  if (unit === 'day' || unit === 'week') {
    return instantOf({ ...civil, day: civil.day + amount * (unit === 'week' ? 7 : 1) }, zone);
  }
  return instant + amount * SECONDS[unit] * 1000;
}

export function addMonths(civil: Civil, months: number): Civil {
  const index = civil.year * 12 + civil.month - 1 + months;
  const [year, month] = [Math.floor(index / 12), (((index % 12) + 12) % 12) + 1];
  return { ...civil, year, month, day: Math.min(civil.day, daysOfMonth(year, month)) };
}

const MIDNIGHT = { hour: 0, minute: 0, second: 0, millisecond: 0 };

/** The first instant of the unit the instant lies in; weeks begin on Monday. */
export function startOf(instant: number, zone: string, unit: Unit): number {
  const civil = civilOf(instant, zone);
  switch (unit) {
    case 'second':
      return instantOf({ ...civil, millisecond: 0 }, zone);
    case 'minute':
      return instantOf({ ...civil, second: 0, millisecond: 0 }, zone);
    case 'hour':
      return instantOf({ ...civil, minute: 0, second: 0, millisecond: 0 }, zone);
    case 'day':
      return instantOf({ ...civil, ...MIDNIGHT }, zone);
    case 'week':
      return instantOf({ ...civil, ...MIDNIGHT, day: civil.day - weekdayOf(civil) + 1 }, zone);
    case 'month':
      return instantOf({ ...civil, ...MIDNIGHT, day: 1 }, zone);
    case 'quarter':
      return instantOf({ ...civil, ...MIDNIGHT, day: 1, month: Math.floor((civil.month - 1) / 3) * 3 + 1 }, zone);
    case 'year':
      return instantOf({ ...civil, ...MIDNIGHT, day: 1, month: 1 }, zone);
  }
}

/** The last millisecond of the unit. */
export function endOf(instant: number, zone: string, unit: Unit): number {
  return addStep(startOf(instant, zone, unit), zone, { amount: 1, unit }) - 1;
}

/** How many whole units lie between, negative backwards. A month is whole on its last day too. */
export function difference(to: number, from: number, zone: string, unit: Unit): number {
  const months = MONTHS[unit];
  if (months === undefined) return Math.trunc((to - from) / 1000 / SECONDS[unit]) || 0;
  const [a, b] = [civilOf(from, zone), civilOf(to, zone)];
  const estimate = (b.year - a.year) * 12 + b.month - a.month;
  const reached = instantOf(addMonths(a, estimate), zone);
  const correction = to >= from ? (reached > to ? -1 : 0) : reached < to ? 1 : 0;
  return Math.trunc((estimate + correction) / months) || 0;
}
