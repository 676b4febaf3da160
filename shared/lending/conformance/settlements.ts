import { z } from 'zod';
import { settlement, type DailyRateLoan } from '../settlement/settlement.ts';
import { isObject } from './case-file.ts';
import { type Verdict } from '../../conformance/verdict.ts';
import { judged } from './verdict.ts';

const settlementCase = z.object({
  loan: z.custom<Omit<DailyRateLoan, 'payments'>>(isObject),
  payments: z.custom<DailyRateLoan['payments']>(Array.isArray),
  settleOn: z.string(),
  expected: z.unknown(),
});

export function runSettlementCase(testCase: unknown): Verdict {
  const { loan, payments, settleOn, expected } = settlementCase.parse(testCase);
  return judged(expected, settlement({ ...loan, payments }, settleOn));
}
