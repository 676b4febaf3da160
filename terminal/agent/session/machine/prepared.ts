import type { Contract } from '#shared/lending/contract.ts';
import { isIntact, type Plan } from '#shared/lending/plan.ts';
import { hashOf } from '#shared/wire/hash.ts';

/**
 * Whether a prepared contract is about this very plan and unaltered: what is shown, signed and booked is one value,
 * carried by hash, so the counter makes sure before it shows anything.
 */
export function isPreparedFrom(contract: Contract, plan: Plan, applicationId: string): boolean {
  const { hash: contractHash, ...contractRest } = contract;
  const { hash: statementHash, ...statementRest } = contract.costStatement;
  return (
    contract.applicationId === applicationId &&
    contract.plan.hash === plan.hash &&
    isIntact(contract.plan) &&
    contract.costStatement.planHash === plan.hash &&
    hashOf(statementRest) === statementHash &&
    hashOf(contractRest) === contractHash
  );
}
