import { civilOf, instantOf, isZone, offsetOf, UTC, type Civil } from './civil.ts';

/** A date with its zone, as `d()` makes it. An invalid one has no instant. */
export class DateValue {
  /** Milliseconds since the epoch; NaN where the date is invalid. */
  readonly instant: number;
  readonly zone: string;

  constructor(instant: number, zone: string) {
    this.instant = instant;
    this.zone = zone;
  }

  get isValid(): boolean {
    return Number.isFinite(this.instant);
  }

  civil(): Civil {
    return civilOf(this.instant, this.zone);
  }

  at(instant: number): DateValue {
    return new DateValue(instant, this.zone);
  }

  /** ISO 8601 to the second, with the zone's offset. */
  toString(): string {
    if (!this.isValid) return 'Invalid date';
    const local = new Date(this.instant + offsetOf(this.instant, this.zone)).toISOString().slice(0, 19);
    return local + offsetText(this.instant, this.zone);
  }

  toJSON(): string {
    return this.toString();
  }
}

function offsetText(instant: number, zone: string): string {
  if (zone === UTC) return 'Z';
  const minutes = Math.round(offsetOf(instant, zone) / 60_000);
  const pad = (value: number): string => String(value).padStart(2, '0');
  const magnitude = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${pad(Math.floor(magnitude / 60))}:${pad(magnitude % 60)}`;
}

const PATTERN =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?)?\s*(Z|[+-]\d{2}:?\d{2})?$/;

/** Reads `2023-10-15`, `2023-10-15 14:30`, `2023-10-15T14:30:00+02:00`; null where there is no such day or hour. */
export function parseInstant(text: string, zone: string): number | null {
  const match = PATTERN.exec(text.trim());
  if (!match) return null;
  const [, year, month, day, hour = 0, minute = 0, second = 0, fraction = '', offset] = match;
  const civil: Civil = {
    year: Number(year),
    month: Number(month),
    day: Number(day),
    hour: Number(hour),
    minute: Number(minute),
    second: Number(second),
    millisecond: Number(fraction.padEnd(3, '0').slice(0, 3)),
  };
  const shown = new Date(instantOf(civil, UTC));
  const isReal =
    shown.getUTCMonth() + 1 === civil.month &&
    shown.getUTCDate() === civil.day &&
    civil.hour < 24 &&
    civil.minute < 60 &&
    civil.second < 60;
  if (!isReal) return null;
  return offset === undefined ? instantOf(civil, zone) : shown.getTime() - minutesOf(offset) * 60_000;
}

function minutesOf(offset: string): number {
  if (offset === 'Z') return 0;
  const digits = offset.replace(':', '');
  const minutes = Number(digits.slice(1, 3)) * 60 + Number(digits.slice(3, 5));
  return digits.startsWith('-') ? -minutes : minutes;
}

/** A date from what `d()` was given: a text, milliseconds, a zone's name for "now there", or nothing for now. */
export function dateFrom(given: string | number | undefined, zoneName: string | undefined, now: number): DateValue {
  if (typeof given === 'string' && zoneName === undefined && given.includes('/') && isZone(given))
    return new DateValue(now, given);
  const zone = zoneName ?? UTC;
  if (!isZone(zone)) return new DateValue(Number.NaN, UTC);
  if (given === undefined) return new DateValue(now, zone);
  if (typeof given === 'number') return new DateValue(given, zone);
  return new DateValue(parseInstant(given, zone) ?? Number.NaN, zone);
}
