import type { Component } from '../amounts.ts';
import type { AllocationStrategy } from '../schemas.ts';
import { DUE_TYPES, type AllocationRule, type Bucket, type DueType } from './order.ts';

/**
 * The named strategies of the older, cumulative loans as allocation orders: instalment by instalment, the next one first
 * where nothing is due.
 */
const DUE_AND_IN_ADVANCE: Record<
  Exclude<AllocationStrategy, 'advanced-payment-allocation'>,
  { readonly due: readonly Component[]; readonly inAdvance: readonly Component[] }
> = {
  'penalties-fees-interest-principal-order': same('penalty', 'fee', 'interest', 'principal'),
  'interest-principal-penalties-fees-order': same('interest', 'principal', 'penalty', 'fee'),
  'principal-interest-penalties-fees-order': same('principal', 'interest', 'penalty', 'fee'),
  'due-penalty-interest-principal-fee-in-advance-penalty-interest-principal-fee': same(
    'penalty',
    'interest',
    'principal',
    'fee',
  ),
  'due-penalty-fee-interest-principal-in-advance-principal-penalty-fee-interest': {
    due: ['penalty', 'fee', 'interest', 'principal'],
    inAdvance: ['principal', 'penalty', 'fee', 'interest'],
  },
};

function same(...order: Component[]): { due: Component[]; inAdvance: Component[] } {
  return { due: order, inAdvance: order };
}

export function ruleOfStrategy(strategy: AllocationStrategy): AllocationRule | null {
  if (strategy === 'advanced-payment-allocation') return null;
  const { due, inAdvance } = DUE_AND_IN_ADVANCE[strategy];
  const componentsOf = (type: DueType): readonly Component[] => (type === 'in-advance' ? inAdvance : due);
  const order = DUE_TYPES.flatMap((type) => componentsOf(type).map((component): Bucket => `${type}-${component}`));
  return { order, future: 'next-installment' };
}
