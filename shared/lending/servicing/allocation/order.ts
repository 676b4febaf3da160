import type { Component } from '../amounts.ts';

export const DUE_TYPES = ['past-due', 'due', 'in-advance'] as const;
export type DueType = (typeof DUE_TYPES)[number];

/** One of twelve places money can go to: how late it is, and what it is for. */
export type Bucket = `${DueType}-${Component}`;

export const BUCKETS = [
  'past-due-penalty',
  'past-due-fee',
  'past-due-principal',
  'past-due-interest',
  'due-penalty',
  'due-fee',
  'due-principal',
  'due-interest',
  'in-advance-penalty',
  'in-advance-fee',
  'in-advance-principal',
  'in-advance-interest',
] as const satisfies readonly Bucket[];

export const FUTURE_RULES = [
  'next-installment',
  'last-installment',
  'next-last-installment',
  'reamortization',
] as const;
/** Which instalments not yet due take money that nothing due needs. */
export type FutureRule = (typeof FUTURE_RULES)[number];

/** How one kind of payment is spread. */
export interface AllocationRule {
  readonly order: readonly Bucket[];
  readonly future: FutureRule;
}

const PARTS: Record<Bucket, { readonly dueType: DueType; readonly component: Component }> = {
  'past-due-penalty': { dueType: 'past-due', component: 'penalty' },
  'past-due-fee': { dueType: 'past-due', component: 'fee' },
  'past-due-principal': { dueType: 'past-due', component: 'principal' },
  'past-due-interest': { dueType: 'past-due', component: 'interest' },
  'due-penalty': { dueType: 'due', component: 'penalty' },
  'due-fee': { dueType: 'due', component: 'fee' },
  'due-principal': { dueType: 'due', component: 'principal' },
  'due-interest': { dueType: 'due', component: 'interest' },
  'in-advance-penalty': { dueType: 'in-advance', component: 'penalty' },
  'in-advance-fee': { dueType: 'in-advance', component: 'fee' },
  'in-advance-principal': { dueType: 'in-advance', component: 'principal' },
  'in-advance-interest': { dueType: 'in-advance', component: 'interest' },
};

export function partsOf(bucket: Bucket): { readonly dueType: DueType; readonly component: Component } {
  return PARTS[bucket];
}

/** The order cut into stages of one due type each, in the order in which the due types first appear. */
export function stagesOf(order: readonly Bucket[]): { dueType: DueType; components: Component[] }[] {
  const stages: { dueType: DueType; components: Component[] }[] = [];
  for (const bucket of order) {
    const { dueType, component } = partsOf(bucket);
    const stage = stages.find((each) => each.dueType === dueType);
    if (stage) stage.components.push(component);
    else stages.push({ dueType, components: [component] });
  }
  return stages;
}
