/** Money in servicing is a whole number of minor units (fen, cents) as a bigint. */
export const COMPONENTS = ['principal', 'interest', 'fee', 'penalty'] as const;
export type Component = (typeof COMPONENTS)[number];

/** An amount split over what it is for. */
export type Portions = Record<Component, bigint>;

export function noPortions(): Portions {
  return { principal: 0n, interest: 0n, fee: 0n, penalty: 0n };
}

export function sumOf(portions: Readonly<Portions>): bigint {
  return portions.principal + portions.interest + portions.fee + portions.penalty;
}

export function equalPortions(a: Readonly<Portions>, b: Readonly<Portions>): boolean {
  return COMPONENTS.every((component) => a[component] === b[component]);
}

export function smaller(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}

export function larger(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}

export function notNegative(amount: bigint): bigint {
  return amount > 0n ? amount : 0n;
}

export function total<Item>(items: readonly Item[], amountOf: (item: Item) => bigint): bigint {
  let sum = 0n;
  for (const item of items) sum += amountOf(item);
  return sum;
}
