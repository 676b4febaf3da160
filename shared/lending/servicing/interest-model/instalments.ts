import { sum } from '../../exact/rational.ts';
import { roundQuotient } from '../../exact/rounding.ts';
import { levelInstalment, toMultiple } from '../../schedule/level.ts';
import { larger, notNegative, total } from '../amounts.ts';
import {
  agreedFactor,
  creditedTo,
  figuresFor,
  figuresOf,
  isSettled,
  paidIn,
  payable,
  totalCreditedPrincipal,
  totalLent,
  totalOutstandingPrincipal,
  totalPaidPrincipal,
  type Figures,
} from './figures.ts';
import { copyModel, lastPeriod, legAt, periodAt, type InterestModel, type Period } from './model.ts';

/** Agrees one level instalment for these periods, from what is owed when the first of them begins. */
export function agreeLevel(model: InterestModel, periods: readonly Period[]): void {
  const first = periods[0];
  if (!first) return;
  if (model.reckoning.isFlat) {
    agreeFlat(model, periods);
    return;
  }
  const before = model.periods[model.periods.indexOf(first) - 1];
  const opening = before ? figuresFor(model, before).balance : 0n;
  agreeAmount(model, periods, opening + total(first.legs, (leg) => leg.disbursed));
}

/** Agrees the level instalment that repays an amount over these periods. */
export function agreeAmount(model: InterestModel, periods: readonly Period[], owed: bigint): void {
  const { rounding, multiple } = model.reckoning;
  const factors = periods.map((period) => sum(period.legs.map((leg) => agreedFactor(model, period, leg))));
  const level = toMultiple(levelInstalment(owed, factors, rounding), multiple, rounding);
  for (const period of periods) if (level >= paidIn(period)) agree(period, level);
}

/** Flat interest: all of it and all principal in equal parts, the last part taking what rounding leaves. */
function agreeFlat(model: InterestModel, periods: readonly Period[]): void {
  const { rounding, multiple } = model.reckoning;
  const first = periods[0];
  const last = periods.at(-1);
  if (!first || !last) return;
  // Room for all interest while it is reckoned: an instalment never holds less.
  for (const period of periods) period.instalment = totalLent(model);
  const figures = figuresOf(model);
  const interest = total(periods, (period) => figures[model.periods.indexOf(period)]?.dueInterest ?? 0n);
  const before = model.periods.indexOf(first) - 1;
  const repaid = total(figures.slice(0, before + 1), (row) => row.duePrincipal);
  const owed = totalLent(model) - repaid + interest;
  const count = BigInt(periods.length);
  const each = toMultiple(roundQuotient(owed, count, rounding), multiple, rounding);
  for (const period of periods) agree(period, period === last ? owed - each * (count - 1n) : each);
}

export function agree(period: Period, instalment: bigint): void {
  period.instalment = instalment;
  period.agreedInstalment = instalment;
}

const TRIES = 3;

/**
 * Where the last open instalment differs much from the one before it, the difference is spread over all of them, as long
 * as it shrinks: the same rule as for a first schedule, over the periods that are still open.
 */
export function levelOut(model: InterestModel, periods: readonly Period[]): void {
  const first = periods[0];
  if (!first || model.reckoning.isFlat || !model.reckoning.isLevelled) return;
  const { rounding, multiple, digits } = model.reckoning;
  let trial: InterestModel | null = null;
  for (let tried = 0; tried < TRIES; tried += 1) {
    const gap = lastGap(periods);
    const count = BigInt(periods.length);
    if (magnitude(gap.units) * 100n <= (count / 2n) * 10n ** BigInt(digits)) return;
    const countable = count - BigInt(periods.filter((period) => gap.instalment < paidIn(period)).length);
    const share = roundQuotient(gap.units, countable > 0n ? countable : 1n, rounding);
    const adjusted = toMultiple(gap.instalment + share, multiple, rounding);
    if (adjusted === gap.instalment) return;
    trial ??= copyModel(model);
    const related = trial.periods.filter((period) => period.from >= first.from && period.due >= first.due);
    for (const period of related) if (adjusted >= paidIn(period)) agree(period, adjusted);
    settleLastOpen(trial, first.due);
    if (magnitude(lastGap(trial.periods).units) >= magnitude(gap.units)) return;
    periods.forEach((period, index) => agree(period, related[index]?.instalment ?? period.instalment));
  }
}

function lastGap(periods: readonly Period[]): { instalment: bigint; units: bigint } {
  for (let index = periods.length - 1; index > 0; index -= 1) {
    const last = periods[index];
    const before = periods[index - 1];
    if (last && before && !isSettled(last) && !isSettled(before)) {
      return { instalment: before.instalment, units: last.instalment - before.instalment };
    }
  }
  return { instalment: periods[0]?.instalment ?? 0n, units: 0n };
}

/**
 * The last open instalment takes what rounding and early payments leave, so that all instalments together are what was
 * lent and credited, with interest. Interest that settled periods after it still bear is due with it.
 */
export function settleLastOpen(model: InterestModel, day: number): void {
  const figures = cutExcess(model);
  const open = model.periods.findLast((period) => !isSettled(period)) ?? untouchedLast(model);
  if (!open) return;
  const isInterestMoved = open.laterInterest !== 0n || model.periods.some((period) => period.isInterestMoved);
  open.laterInterest = 0n;
  for (const period of model.periods) period.isInterestMoved = false;
  balanceOut(model, open, isInterestMoved ? figuresOf(model) : figures);
  const least = paidIn(open) - creditedTo(open);
  if (open.instalment < least) {
    open.instalment = least;
    settleLastOpen(model, day);
  }
  bringForward(model, open, day);
  // Interest of later periods may have been paid already: then it is no reason for more.
  if (open.laterInterest > 0n) balanceOut(model, open, figuresOf(model));
}

/** All instalments together are what was lent and credited, with interest: this one takes the difference. */
function balanceOut(model: InterestModel, open: Period, figures: readonly Figures[]): void {
  const interest = total(figures, (row) => row.dueInterest);
  const agreed = total(model.periods, payable);
  const missing = totalLent(model) + totalCreditedPrincipal(model) + interest - agreed;
  open.instalment += missing;
  // A larger instalment may hold interest that the smaller one had no room for.
  if (missing > 0n && (figures.at(-1)?.unrecognized ?? 0n) > 0n) balanceOut(model, open, figuresOf(model));
}

function untouchedLast(model: InterestModel): Period | undefined {
  const last = lastPeriod(model);
  const isOwed = totalPaidPrincipal(model) === 0n && last.legs.length > 0 && figuresFor(model, last).balance > 0n;
  return isOwed ? last : undefined;
}

/** No period asks for more principal than the whole loan still owes. Returns the figures after that. */
function cutExcess(model: InterestModel): Figures[] {
  const owed = totalOutstandingPrincipal(model);
  let figures = figuresOf(model);
  model.periods.forEach((period, index) => {
    const excess = (figures[index]?.outstandingPrincipal ?? 0n) - owed;
    if (excess <= 0n) return;
    const least = notNegative(paidIn(period) - creditedTo(period));
    period.instalment = larger(period.instalment - excess, least);
    figures = figuresOf(model);
  });
  return figures;
}

/** Interest up to the day that later periods, already settled, have no room for. */
export function bringForward(model: InterestModel, open: Period, day: number): void {
  if (open.due >= lastPeriod(model).due) return;
  const trial = copyModel(model);
  cutTill(trial, day);
  const figures = figuresOf(trial);
  const index = trial.periods.findLastIndex(
    (period, position) => (figures[position]?.unrecognized ?? 0n) > 0n && period.due > open.due,
  );
  if (index < 0) return;
  open.laterInterest = figures[index]?.unrecognized ?? 0n;
  for (const period of model.periods) if (period.due > open.due) period.isInterestMoved = true;
}

/** Interest counts up to the end of the day only. */
export function cutTill(model: InterestModel, day: number): void {
  const period = periodAt(model, day);
  const leg = period && legAt(model, period, day);
  if (leg) leg.due = day;
  model.cutAt = day;
}

function magnitude(units: bigint): bigint {
  return units < 0n ? -units : units;
}
