import type { Span } from '../../day-count/convention.ts';
import { regularPeriods } from '../../day-count/periods.ts';
import { changeRate, extend, moveDueDates, noteRate, pauseInterest } from '../interest-model/operations.ts';
import { isOpen, newRow } from '../rows/row.ts';
import type { Variation } from '../state.ts';
import { syncRows, type Replay } from './context.ts';
import { movedDueDates } from './due-dates.ts';

/** Another rate, a pause, more terms or another due date, from their day on. */
export function applyVariation(replay: Replay, variation: Variation): void {
  const { model, rows } = replay;
  if (keepsRows(replay)) {
    if (variation.kind === 'rate') noteRate(model, variation.from, variation.rate);
    return;
  }
  switch (variation.kind) {
    case 'rate':
      changeRate(model, variation.from, variation.rate);
      break;
    case 'pause':
      pauseInterest(model, variation.from, variation.to);
      break;
    case 'delinquency-pause':
      return;
    case 'extend': {
      const spans = furtherSpans(replay, variation.terms);
      rows.push(...spans.map(({ from, due }) => newRow('instalment', from, due)));
      extend(model, variation.from, spans);
      break;
    }
    case 'due-date':
      moveRows(replay, movedDueDates(model.periods, replay.terms.rhythm, variation));
      break;
  }
  syncRows(replay, variation.from, variation.kind === 'due-date' ? undefined : variation.from);
}

/** In the rhythm of the first day, or in that of the last due date where a new plan has left it. */
function furtherSpans({ model: { periods }, terms: { rhythm } }: Replay, count: number): Span[] {
  const start = periods[0]?.from ?? 0;
  const agreed = regularPeriods(start, periods.length + count, rhythm, 'last-day').slice(periods.length);
  const end = periods.at(-1)?.due ?? start;
  return agreed[0]?.from === end ? agreed : regularPeriods(end, count, rhythm, 'last-day');
}

function moveRows({ rows, model }: Replay, spans: readonly Span[]): void {
  const regular = rows.filter((row) => row.kind === 'instalment');
  spans.forEach(({ from, due }, index) => Object.assign(regular[index] ?? {}, { from, due }));
  moveDueDates(model, spans);
}

/** The terms no longer make the rows of a loan that was charged off, nor of one that is paid. */
function keepsRows({ isChargedOff, done, rows }: Replay): boolean {
  const isPaidOut = done.some(({ entry }) => entry.kind === 'disbursement');
  return isChargedOff || (isPaidOut && !rows.some(isOpen));
}
