import { addDays, shanghaiDate, type CalendarDate } from '#shared/calendar/date.ts';
import { isIntact, isUnderCeiling, makePlan, OFFERED_TERMS, type Plan } from '#shared/lending/plan.ts';
import { isSigned } from '#shared/lending/contract.ts';
import { monthlyAnnualRate } from '#shared/lending/annual-rate.ts';
import { addFen, subtractFen, type Fen } from '#shared/money/fen.ts';
import { done, refuse, type Result } from '#shared/refusals/refusal.ts';
import type { SignedDocument } from '#shared/wire/terminal.ts';

/** Past its time, or on another day in China than the one its plans count from. */
export function hasRunOut(offer: { madeAt: number; expiresAt: number }, now: number): boolean {
  return offer.expiresAt <= now || shanghaiDate(now) !== shanghaiDate(offer.madeAt);
}

/** The plans of an offer, shortest first, priced at the tier's nominal annual rate. */
export function plansFor(terms: { principalFen: Fen; rateBps: number; startOn: CalendarDate }): Plan[] {
  return OFFERED_TERMS.map((count) =>
    makePlan({
      principalFen: terms.principalFen,
      annualRateBps: terms.rateBps,
      terms: count,
      startOn: terms.startOn,
    }),
  );
}

export interface LenderRow {
  id: string;
  name: string;
  appetiteMinFen: number;
  appetiteMaxFen: number;
  quotaFen: number;
  usedFen: number;
  priority: number;
}

/** The first by priority whose appetite and free quota hold the amount. */
export function chooseLender<Row extends LenderRow>(lenders: readonly Row[], principalFen: Fen): Row | null {
  const able = lenders.filter(
    ({ appetiteMinFen, appetiteMaxFen, quotaFen, usedFen }) =>
      principalFen >= appetiteMinFen && principalFen <= appetiteMaxFen && usedFen + principalFen <= quotaFen,
  );
  return able.toSorted((a, b) => a.priority - b.priority)[0] ?? null;
}

/** ZG-20261122-A7-0193 */
export function contractNumber(madeOn: CalendarDate, reference: string): string {
  return `ZG-${madeOn.replaceAll('-', '')}-${reference}`;
}

export interface Prepared {
  planHash: string;
  statementHash: string;
  contractHash: string;
}

export interface Signing {
  planHash: string;
  costStatement: SignedDocument;
  contract: SignedDocument;
}

/**
 * Whether what was signed is what was prepared: the same plan, statement and contract by hash, both with ink, each
 * shown before it was signed, the statement signed before the contract (金规〔2026〕2号).
 */
export function checkSigning(signing: Signing, prepared: Prepared): Result<null> {
  const { costStatement, contract } = signing;
  if (signing.planHash !== prepared.planHash) return refuse('plan-changed');
  if (costStatement.hash !== prepared.statementHash || contract.hash !== prepared.contractHash)
    return refuse('plan-changed');
  if (!isSigned(costStatement.signature) || !isSigned(contract.signature)) return refuse('signature-empty');
  const inOrder =
    costStatement.shownAt < costStatement.signedAt &&
    contract.shownAt < contract.signedAt &&
    costStatement.signedAt < contract.signedAt;
  return inOrder ? done(null) : refuse('statement-not-read');
}

/** The plan as it will be booked: unaltered, summing up, its rate recomputed and under the ceiling. */
export function isBookable(plan: Plan, madeOn: CalendarDate): boolean {
  const principal = addFen(...plan.instalments.map((row) => row.principalFen));
  const total = addFen(...plan.instalments.map((row) => row.totalFen));
  const sumsUp =
    principal === plan.principalFen && total === plan.totalFen && plan.costFen === subtractFen(total, principal);
  if (!isIntact(plan) || !sumsUp || plan.costFen < 0) return false;
  const { irrBps } = monthlyAnnualRate(
    plan.principalFen,
    plan.instalments.map((row) => row.totalFen),
  );
  return irrBps === plan.irrBps && isUnderCeiling(irrBps, madeOn);
}

/** The day on which a merchant is paid what was booked: the next. */
export function payableOn(bookedOn: CalendarDate): CalendarDate {
  return addDays(bookedOn, 1);
}
