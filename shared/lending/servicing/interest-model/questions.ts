import type { Span } from '../../day-count/convention.ts';
import { notNegative, smaller, total } from '../amounts.ts';
import {
  figuresFor,
  figuresOf,
  isSettled,
  totalCreditedPrincipal,
  totalLent,
  totalOutstandingPrincipal,
  totalPaidPrincipal,
} from './figures.ts';
import { cutTill, settleLastOpen } from './instalments.ts';
import { copyModel, lastPeriod, legAt, periodAt, periodOfRow, type InterestModel } from './model.ts';

export interface Outstanding {
  readonly principal: bigint;
  readonly interest: bigint;
}

/** What settles the loan on a day: all principal and the interest up to then. */
export function outstandingTill(model: InterestModel, day: number): Outstanding {
  const trial = copyModel(model);
  cutTill(trial, day);
  settleLastOpen(trial, day);
  const interest =
    total(figuresOf(trial), (row) => row.dueInterest) - total(trial.periods, (each) => each.paidInterest);
  return { principal: totalOutstandingPrincipal(trial), interest: notNegative(interest) };
}

/** A copy in which the loan ends with the day: what follows has no interest yet. */
export function asOf(model: InterestModel, day: number): InterestModel {
  const trial = copyModel(model);
  const first = trial.periods[0];
  if (!first || day >= lastPeriod(trial).due) return trial;
  if (day < first.from) {
    for (const period of trial.periods) period.legs = [];
    return trial;
  }
  const current = periodAt(trial, day);
  const next = current && trial.periods[trial.periods.indexOf(current) + 1];
  for (const period of trial.periods) {
    if (period.due <= day) continue;
    if (period === current) endLegs(trial, day);
    else if (period === next && hasCredit(period.legs[0])) period.legs = period.legs.slice(0, 1).map(closed);
    else period.legs = [];
  }
  settleLastOpen(trial, day);
  return trial;
}

function endLegs(model: InterestModel, day: number): void {
  const period = periodAt(model, day);
  const leg = period && legAt(model, period, day);
  if (!leg) return;
  const index = period.legs.indexOf(leg);
  const next = period.legs[index + 1];
  leg.due = day;
  leg.creditedPrincipal += next?.creditedPrincipal ?? 0n;
  leg.creditedInterest += next?.creditedInterest ?? 0n;
  period.legs.length = index + 1;
}

type Leg = InterestModel['periods'][number]['legs'][number];

function hasCredit(leg: Leg | undefined): boolean {
  return leg !== undefined && (leg.creditedPrincipal > 0n || leg.creditedInterest > 0n);
}

function closed(leg: Leg): Leg {
  return { ...leg, due: leg.from };
}

/** The most that a row can take on a day: its interest up to then and its principal, no more than the loan owes. */
export function dueAmounts(model: InterestModel, row: Span, day: number, isVertical: boolean): Outstanding {
  const trial = asOf(model, day);
  const period = periodOfRow(trial, row);
  if (!period) return { principal: 0n, interest: 0n };
  const open = trial.periods.filter((each) => !isSettled(each)).length;
  if (day <= period.from) {
    if (open > 1) {
      period.instalment = period.agreedInstalment;
      period.instalment -= notNegative(
        figuresFor(trial, period).outstandingPrincipal - totalOutstandingPrincipal(trial),
      );
    } else if (isSettled(period) && open === 1) {
      const rest = totalOutstandingPrincipal(trial) + period.paidPrincipal + figuresFor(trial, period).dueInterest;
      period.instalment = smaller(period.agreedInstalment, rest);
    }
  }
  const { duePrincipal, dueInterest } = figuresFor(trial, period);
  if (!isVertical) return { principal: duePrincipal, interest: dueInterest };
  const owed = totalLent(trial) + totalCreditedPrincipal(trial) - totalPaidPrincipal(trial);
  return { principal: smaller(duePrincipal, notNegative(owed) + period.paidPrincipal), interest: dueInterest };
}

/** Interest of a row's period up to a day. */
export function interestTill(model: InterestModel, row: Span, day: number): bigint {
  const trial = asOf(model, day);
  const period = periodOfRow(trial, row);
  if (!period) return 0n;
  const { dueInterest, unrecognized } = figuresFor(trial, period);
  return dueInterest + unrecognized;
}

/** Interest due on or before a day, over all periods, paid or not. */
export function interestDueTill(model: InterestModel, day: number): bigint {
  return total(figuresOf(asOf(model, day)), (row) => row.dueInterest);
}
