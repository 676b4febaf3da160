import { z } from 'zod';
import { changedSchedule } from '../schedule/changed-schedule.ts';
import { dailyRateSchedule } from '../schedule/daily-rate.ts';
import type { Schedule } from '../schedule/result.ts';
import { schedule } from '../schedule/schedule-of.ts';
import type { ChangingTerms, DailyRateTerms, Operation, ScheduleTerms } from '../schedule/schemas.ts';
import { isObject } from './case-file.ts';
import { PASSED, type Verdict } from '../../conformance/verdict.ts';
import { judged } from './verdict.ts';

/** The terms are read by the functions themselves; here it is enough that they are there. */
const scheduleCase = z.object({ terms: z.custom<ScheduleTerms>(isObject), expected: z.unknown() });

export function runScheduleCase(testCase: unknown): Verdict {
  const { terms, expected } = scheduleCase.parse(testCase);
  return judged(expected, schedule(terms));
}

const changesCase = z.object({
  terms: z.custom<ChangingTerms>(isObject),
  operations: z.array(z.custom<Operation>(isObject)),
  expected: z.array(z.object({ afterOperation: z.int().min(0), periods: z.unknown() })),
});

export function runChangesCase(testCase: unknown): Verdict {
  const { terms, operations, expected } = changesCase.parse(testCase);
  for (const { afterOperation, periods } of expected) {
    const verdict = judged({ periods }, changedSchedule(terms, operations.slice(0, afterOperation)), withInstallments);
    if (verdict.outcome !== 'passed') return verdict;
  }
  return PASSED;
}

function withInstallments({ periods }: Schedule): unknown {
  return { periods: periods.map((period) => ({ ...period, installment: period.total })) };
}

const dailyRateCase = z.object({ terms: z.custom<DailyRateTerms>(isObject), expected: z.unknown() });

export function runDailyRateCase(testCase: unknown): Verdict {
  const { terms, expected } = dailyRateCase.parse(testCase);
  return judged(expected, dailyRateSchedule(terms));
}
