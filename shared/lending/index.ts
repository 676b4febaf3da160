/**
 * The door of the loan maths, for us and for partners. Everything goes in and comes out as plain JSON: amounts and rates
 * as decimal texts, dates as `YYYY-MM-DD`. What has no answer is refused by a code, never by an exception or a number.
 */
export { schedule } from './schedule/schedule-of.ts';
export { changedSchedule } from './schedule/changed-schedule.ts';
export { dailyRateSchedule, type DailyRatePeriod, type DailyRateSchedule } from './schedule/daily-rate.ts';
export type { Schedule, SchedulePeriod } from './schedule/result.ts';
export type { ChangingTerms, DailyRateTerms, Operation, ScheduleTerms } from './schedule/schemas.ts';
export { settlement, type DailyRateLoan, type ScheduledLoan, type Settlement } from './settlement/settlement.ts';
export { annualRate, type AnnualRate, type RateRule } from './rates/annual-rate-of.ts';
export type { AnnualPercentage } from './rates/annual-percentage.ts';
export type { DatedFlows, PeriodicFlows, SpacedFlows, UnitPeriod } from './rates/flows.ts';
export { cashFlowViews, type CashFlowView, type CashFlowViews } from './rates/cash-flow-views.ts';
export { financial, type FinancialInput, type FinancialName } from './rates/financial.ts';
export { isWithinCeiling, type CeilingAnswer, type CeilingQuestion } from './ceiling/is-within-ceiling.ts';
export { CEILINGS, type CeilingConfiguration, type CeilingRule, type LenderKind } from './ceiling/configuration.ts';
export { LENDING_REFUSALS, type LendingRefusal, type LendingRefusalCode, type Outcome } from './refusal.ts';
