import { addDays, epochDay, type CalendarDate } from '#shared/calendar/date.ts';
import { forecast, type ForecastDay, type LoanState } from '#shared/lending/servicing/index.ts';
import { subtractFen, type Fen } from '#shared/money/fen.ts';
import { incomeOf, type Income } from './income.ts';

/** A business day to come if nothing is entered: earned before it, days late on it, penalty that it adds to what is owed. */
export interface DayAhead extends Income {
  daysOverdue: number;
  penaltyOfDayFen: Fen;
}

/** Business days by which a loan can be closed without being looked at; on `attentionOn` it has to be. */
export interface Outlook {
  from: CalendarDate;
  days: readonly DayAhead[];
  attentionOn: CalendarDate;
}

/** So many days are looked ahead: from one due date over the next, in the longest month. */
export const DAYS_AHEAD = 32;

/** Business days from `from` on, `count` in all, whatever happens on them. */
export function daysAhead(state: LoanState, from: CalendarDate, count: number): DayAhead[] {
  const seen = forecast(state, epochDay(from), count + 1);
  return seen.slice(0, count).map((day, index) => dayAhead(day, seen[index + 1]));
}

/** What is owed on a day is earned when the day is over. */
function dayAhead({ earned, daysOverdue }: ForecastDay, next: ForecastDay | undefined): DayAhead {
  const income = incomeOf(earned);
  const after = next ? incomeOf(next.earned) : income;
  return { ...income, daysOverdue, penaltyOfDayFen: subtractFen(after.penaltyFen, income.penaltyFen) };
}

/**
 * Of the days from `from` on, those that bring nothing but income and days late: no due date passes, and the loan neither
 * becomes late nor ceases to be.
 */
export function outlookOf(
  ahead: readonly DayAhead[],
  { from, isLate, nextDueOn }: { from: CalendarDate; isLate: boolean; nextDueOn: CalendarDate | null },
): Outlook {
  const end = ahead.findIndex(
    ({ daysOverdue }, index) => daysOverdue > 0 !== isLate || (nextDueOn !== null && addDays(from, index) > nextDueOn),
  );
  const days = end === -1 ? ahead : ahead.slice(0, end);
  return { from, days, attentionOn: addDays(from, days.length) };
}
