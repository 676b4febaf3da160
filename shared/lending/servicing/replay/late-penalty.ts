import type { Rational } from '../../exact/rational.ts';
import { roundQuotient } from '../../exact/rounding.ts';
import { daysCounted } from '../delinquency/days-overdue.ts';
import { outstandingOf, type Row } from '../rows/row.ts';
import type { Replay } from './context.ts';

/** What being late has cost a row so far. */
export interface Lateness {
  /** Overdue principal times days, added up exactly: rounded only when it becomes payable. */
  unitDays: bigint;
  /** Reckoned up to the end of this day. */
  till: number;
  charged: bigint;
}

/**
 * Late-payment penalty (罚息) up to a day, on the overdue principal of each row by itself, from the day after its due date
 * (conventions 5.1, 5.2). A row paid within the days of grace bears none; the days of an interest pause do not count, and
 * none do once the loan is charged off without interest.
 */
export function chargeLatePenalty(replay: Replay, day: number): void {
  const { latePenalty, chargeOff } = replay.terms;
  if (latePenalty === null || replay.isWrittenOff || (replay.isChargedOff && chargeOff !== 'regular')) return;
  for (const row of replay.rows) {
    if (day > row.due + latePenalty.graceDays) chargeRow(replay, row, day, latePenalty.dailyRate);
  }
}

function chargeRow(replay: Replay, row: Row, day: number, { numerator, denominator }: Rational): void {
  const late = latenessOf(replay, row);
  const days = daysCounted(Math.max(late.till, row.due), day, replay.pauses);
  late.till = Math.max(late.till, day);
  late.unitDays += outstandingOf(row, 'principal') * BigInt(days);
  const payable = roundQuotient(late.unitDays * numerator, denominator, replay.terms.rounding);
  row.latePenalty += payable - late.charged;
  row.owed.penalty += payable - late.charged;
  late.charged = payable;
}

function latenessOf({ lateness }: Replay, row: Row): Lateness {
  const known = lateness.get(row);
  if (known) return known;
  const fresh: Lateness = { unitDays: 0n, till: row.due, charged: 0n };
  lateness.set(row, fresh);
  return fresh;
}
