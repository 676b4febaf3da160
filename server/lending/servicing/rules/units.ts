import { epochDay, fromEpochDay, type CalendarDate } from '#shared/calendar/date.ts';
import { formatUnits, parseDecimal, unitsOf } from '#shared/lending/exact/decimal.ts';
import { fen, type Fen } from '#shared/money/fen.ts';

/** The engine counts in bigint minor units and day numbers; everything around it in fen and dates. */
export function fenOf(units: bigint): Fen {
  return fen(Number(units));
}

/** `3000.00`, as the engine's events are written. */
export function yuanText(amount: Fen): string {
  return formatUnits(BigInt(amount), 2);
}

/** `14.40` for 1,440 basis points. */
export function percentText(bps: number): string {
  return formatUnits(BigInt(bps), 2);
}

/** The way back: `14.40` is 1,440 basis points. */
export function bpsOf(percent: string): number {
  const value = parseDecimal(percent);
  if (value === null) throw new Error('A stored rate is a decimal text.');
  return Number(unitsOf(value, 2, 'half-up'));
}

export function dateOf(day: number): CalendarDate {
  return fromEpochDay(day);
}

export function dayOf(date: CalendarDate): number {
  return epochDay(date);
}
