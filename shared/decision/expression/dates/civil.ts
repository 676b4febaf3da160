/** The parts of an instant as a calendar and a clock of one zone show them. `month` is 1–12. */
export interface Civil {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly millisecond: number;
}

export const UTC = 'UTC';
const SHOWN = {
  hourCycle: 'h23',
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  hour: 'numeric',
  minute: 'numeric',
  second: 'numeric',
} as const;
const formats = new Map<string, Intl.DateTimeFormat | null>();

function formatOf(zone: string): Intl.DateTimeFormat | null {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  const made = makeFormat(zone);
  formats.set(zone, made);
  return made;
}

function makeFormat(zone: string): Intl.DateTimeFormat | null {
  try {
    return new Intl.DateTimeFormat('en-u-ca-iso8601', { ...SHOWN, timeZone: zone });
  } catch {
    return null;
  }
}

export function isZone(zone: string): boolean {
  return zone === UTC || formatOf(zone) !== null;
}

/** How far the zone's clocks are ahead of UTC at an instant, in milliseconds. */
export function offsetOf(instant: number, zone: string): number {
  if (zone === UTC) return 0;
  const format = formatOf(zone);
  if (format === null) return 0;
  const part = new Map(format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
  const at = (type: Intl.DateTimeFormatPartTypes): number => part.get(type) ?? 0;
  const shown = Date.UTC(at('year'), at('month') - 1, at('day'), at('hour'), at('minute'), at('second'));
  return shown - Math.floor(instant / 1000) * 1000;
}

export function civilOf(instant: number, zone: string): Civil {
  const local = new Date(instant + offsetOf(instant, zone));
  return {
    year: local.getUTCFullYear(),
    month: local.getUTCMonth() + 1,
    day: local.getUTCDate(),
    hour: local.getUTCHours(),
    minute: local.getUTCMinutes(),
    second: local.getUTCSeconds(),
    millisecond: local.getUTCMilliseconds(),
  };
}

/** The instant at which that zone's clocks show this; an hour that is left out in spring is moved on. */
export function instantOf(civil: Civil, zone: string): number {
  const { year, month, day, hour, minute, second, millisecond } = civil;
  const local = Date.UTC(year, month - 1, day, hour, minute, second, millisecond);
  if (zone === UTC) return local;
  const guess = local - offsetOf(local, zone);
  return local - offsetOf(guess, zone);
}

export function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

export function daysOfMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** 1 on Monday to 7 on Sunday (ISO 8601). */
export function weekdayOf({ year, month, day }: Civil): number {
  return new Date(Date.UTC(year, month - 1, day)).getUTCDay() || 7;
}

export function dayOfYear({ year, month, day }: Civil): number {
  return Math.round((Date.UTC(year, month - 1, day) - Date.UTC(year, 0, 1)) / DAY_MS) + 1;
}
const DAY_MS = 86_400_000;

/** The ISO 8601 week, and the year it belongs to. */
export function weekOf(civil: Civil): { year: number; week: number } {
  const thursday = new Date(Date.UTC(civil.year, civil.month - 1, civil.day + 4 - weekdayOf(civil)));
  const year = thursday.getUTCFullYear();
  return { year, week: Math.floor((thursday.getTime() - Date.UTC(year, 0, 1)) / DAY_MS / 7) + 1 };
}
