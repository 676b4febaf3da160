import { z } from 'zod';
import type { CaseFile } from './case-file.ts';
import { runChinaCase } from './china.ts';
import { runAprCase, runFinancialCase } from './rates.ts';
import { runChangesCase, runDailyRateCase, runScheduleCase } from './schedules.ts';
import { runServicingCase } from './servicing.ts';
import { runSettlementCase } from './settlements.ts';
import { failed, skipped, type CaseResult, type Verdict } from '../../conformance/verdict.ts';
import type { CaseRunner } from './verdict.ts';

/** Which engine judges which format: the maths of schedules and rates. */
export const PURE_ENGINES: ReadonlyMap<string, CaseRunner> = new Map([
  ['loan-cases/schedule/1', runScheduleCase],
  ['loan-cases/schedule-changes/1', runChangesCase],
  ['loan-cases/daily-rate/1', runDailyRateCase],
  ['loan-cases/settlement/1', runSettlementCase],
  ['loan-cases/apr/1', runAprCase],
  ['loan-cases/irr/1', runFinancialCase],
  ['loan-cases/china/1', runChinaCase],
]);

/** All engines; a format that is not here is reported as skipped. */
const ENGINES: ReadonlyMap<string, CaseRunner> = new Map([
  ...PURE_ENGINES,
  ['loan-cases/servicing/1', runServicingCase],
]);

export function runCaseFile(
  { format, cases, allocationOrders }: CaseFile,
  engines: ReadonlyMap<string, CaseRunner> = ENGINES,
): CaseResult[] {
  const engine = engines.get(format);
  return cases.map((testCase) => ({
    id: testCase.id,
    verdict:
      engine === undefined
        ? skipped(`${format} is not served yet`)
        : runCase(engine, { ...testCase, allocationOrders }),
  }));
}

/** A case that does not have the shape of its format fails; it does not stop the others. */
function runCase(engine: CaseRunner, testCase: unknown): Verdict {
  try {
    return engine(testCase);
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    const [issue] = error.issues;
    return failed(`the case is not of its format: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`);
  }
}
