import type { Span } from '../../day-count/convention.ts';
import type { Rational } from '../../exact/rational.ts';
import { larger, smaller, total } from '../amounts.ts';
import { changeBalance, splitLeg } from './balance-changes.ts';
import {
  creditedTo,
  figuresOf,
  isSettled,
  paidIn,
  payable,
  totalCreditedPrincipal,
  totalLent,
  totalPaidPrincipal,
} from './figures.ts';
import { agree, agreeLevel, bringForward, levelOut, settleLastOpen } from './instalments.ts';
import { lastPeriod, newPeriod, periodOfRow, unpaidCopy, type InterestModel, type Period } from './model.ts';

/** Lends an amount. The instalment is agreed anew from the period on, as if nothing had been paid so far. */
export function lend(model: InterestModel, day: number, amount: bigint): void {
  const wasEmpty = model.periods.every((period) => period.instalment === 0n);
  const period = changeBalance(model, day, { disbursed: amount });
  if (!period) return;
  const due = firstAffectedDue(model, period, day);
  if (wasEmpty) {
    agreeFrom(model, due);
    return;
  }
  const trial = unpaidCopy(model);
  changeBalance(trial, day, {});
  agreeFrom(trial, due);
  model.periods.forEach((each, index) => {
    const instalment = trial.periods[index]?.instalment;
    if (each.due >= due && instalment !== undefined) agree(each, instalment);
  });
  settleLastOpen(model, due);
}

/** Another yearly rate from `day` on. */
export function changeRate(model: InterestModel, day: number, rate: Rational): void {
  noteRate(model, day, rate);
  recompute(model, day - 1);
}

/** Another yearly rate, for what may be owed again one day. */
export function noteRate(model: InterestModel, day: number, rate: Rational): void {
  const after = day - 1;
  const others = model.rates.filter((entry) => entry.after !== after);
  model.rates = [...others, { after, rate }].sort((a, b) => a.after - b.after);
}

/** More periods at the end; the instalment is agreed anew from the period of `day` on. */
export function extend(model: InterestModel, day: number, spans: readonly Span[]): void {
  model.periods.push(...spans.map(newPeriod));
  recompute(model, day - 1);
}

function recompute(model: InterestModel, after: number): void {
  const period = changeBalance(model, after, {});
  if (period) agreeFrom(model, firstAffectedDue(model, period, after));
}

function agreeFrom(model: InterestModel, due: number): void {
  const related = model.periods.filter((period) => period.due >= due);
  agreeLevel(model, related);
  if (model.reckoning.isFlat) return;
  settleLastOpen(model, due);
  levelOut(model, related);
}

/** What happens on a due date changes the period after it. */
function firstAffectedDue(model: InterestModel, period: Period, day: number): number {
  const next = model.periods[model.periods.indexOf(period) + 1];
  return period.due === day && next ? next.due : period.due;
}

/**
 * No interest for the days `from` to `to`; interest of a day runs from the day before. A pause that begins on the very
 * first day of a period leaves that day's interest, as in a first schedule. Instalments stay.
 */
export function pauseInterest(model: InterestModel, from: number, to: number): void {
  const affected = model.periods.filter((period) => period.from < to && period.due >= from);
  for (const period of affected) {
    const start = from === period.from + 1 ? from : Math.max(from - 1, period.from);
    const end = Math.min(to, period.due);
    if (!period.legs.some((leg) => leg.from === start)) splitLeg(period, start);
    if (!period.legs.some((leg) => leg.due === end)) splitLeg(period, end);
    for (const leg of period.legs) if (leg.from >= start && leg.due <= end) leg.isPaused = true;
  }
  const first = affected[0];
  if (first) settleLastOpen(model, first.due);
}

/** Moves a due date, and those after it along; the dates of the periods come from outside. */
export function moveDueDates(model: InterestModel, spans: readonly Span[]): void {
  const changed = model.periods.find((period, index) => period.due !== spans[index]?.due);
  model.periods.forEach((period, index) => {
    const span = spans[index];
    if (!span) return;
    const first = period.legs[0];
    const last = period.legs.at(-1);
    if (first) first.from = span.from;
    if (last) last.due = span.due;
    period.from = span.from;
    period.due = span.due;
  });
  if (changed) settleLastOpen(model, changed.due);
}

/** Interest paid on a schedule row. */
export function payInterest(model: InterestModel, row: Span, day: number, amount: bigint): void {
  const period = periodOfRow(model, row);
  const latest = latestOpenBefore(model, day);
  if (latest && latest === period) bringForward(model, latest, day);
  const due = total(figuresOf(model), (figures) => figures.dueInterest);
  const paid = total(model.periods, (each) => each.paidInterest);
  if (period) period.paidInterest += paid + amount > due ? due - paid : amount;
  settleLastOpen(model, day);
}

/** Principal paid on a schedule row. Paid early, it bears no interest from `day` on. */
export function payPrincipal(model: InterestModel, row: Span, day: number, amount: bigint): void {
  if (amount === 0n) return;
  const period = periodOfRow(model, row);
  const room = totalLent(model) + totalCreditedPrincipal(model) - totalPaidPrincipal(model);
  if (period) period.paidPrincipal += smaller(amount, larger(room, 0n));
  const isWithin = changeBalance(model, Math.min(row.due, day), { correction: -amount }) !== undefined;
  if (isWithin) settleLastOpen(model, day);
  if (!period || !model.bendsInstalments) return;
  const isBefore = day < period.from;
  const isOneOfMany = model.periods.filter((each) => !isSettled(each)).length > 1;
  const isOver = paidIn(period) > payable(period);
  const isAgreed = paidIn(period) === period.agreedInstalment + creditedTo(period);
  const isBent = isOneOfMany && isBefore && (isOver || isAgreed);
  if (isBent) period.instalment = paidIn(period) - creditedTo(period);
  if (isBent || !isWithin) settleLastOpen(model, day);
}

function latestOpenBefore(model: InterestModel, day: number): Period | undefined {
  const latest = model.periods.findLast((period) => !isSettled(period));
  if (!latest || latest === lastPeriod(model) || day < latest.due) return undefined;
  return latest;
}

/** Principal or interest given back to the loan: due with the period of the day. */
export function credit(model: InterestModel, day: number, principal: bigint, interest: bigint): void {
  if (!changeBalance(model, day, { correction: principal })) return;
  const last = lastPeriod(model);
  const period = model.periods.find(
    (each) => day >= each.from && (day < each.due || (each === last && day === each.due)),
  );
  const leg = period?.legs.findLast(({ from }) => from === day);
  if (leg) {
    leg.creditedPrincipal += principal;
    leg.creditedInterest += interest;
  }
  settleLastOpen(model, day);
}
