import { expect, test } from 'vitest';
import { calendarDate } from '#shared/calendar/date.ts';
import { makePlan } from '#shared/lending/plan.ts';
import { fen } from '#shared/money/fen.ts';
import { lastInstalment } from './schedule.ts';

const plan = (annualRateBps: number, terms: number) =>
  makePlan({ principalFen: fen(300_000), annualRateBps, terms, startOn: calendarDate('2026-11-22') });

test('a last instalment that differs by rounding is named with both amounts', () => {
  const priced = plan(1_080, 6);
  const differs = lastInstalment(priced);
  expect(differs?.last).toBe(priced.instalments.at(-1)?.totalFen);
  expect(differs?.usual).toBe(priced.instalments[0]?.totalFen);
});

test('nothing is said where all are equal', () => {
  expect(lastInstalment(plan(0, 3))).toBeNull();
});
