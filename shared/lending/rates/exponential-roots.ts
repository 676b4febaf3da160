/** An amount at a time, in years or periods; positive and negative are the two directions. */
export interface Flow {
  readonly at: number;
  readonly amount: number;
}

/**
 * Every s at which Σ amount · e^(−s·at) is zero, ascending: the growth rates (ln of one plus the rate) at which flows
 * balance. Nothing is guessed and nothing can fail to converge: the sum times e^(τs), with τ between two flows of
 * opposite sign, has a derivative with one change of sign fewer; its roots, found the same way, cut the line into
 * stretches on which the sum is monotone (Rolle), and on each of them bisection finds the root or there is none. With
 * no change of sign there is no root (Descartes). A root at which the sum only touches zero is found where floats show it.
 */
export function growthRoots(flows: readonly Flow[]): number[] {
  return rootsOf(merged(flows));
}

const MOST_EFFORT = 10_000_000;

/** Whether the search ends within about a second; what changes direction hundreds of times is no loan. */
function isFeasible(flows: readonly Flow[]): boolean {
  const ordered = merged(flows);
  const changes = ordered.filter(({ amount }, index) => amount * (ordered[index - 1]?.amount ?? amount) < 0).length;
  return changes ** 2 * ordered.length <= MOST_EFFORT;
}

/**
 * The rate meant where several balance the flows: the lowest that is not negative, else the negative one nearest to
 * zero. `null` where there is none, none that a float can hold, or the
 * flows change direction too often.
 */
export function chosenRate(flows: readonly Flow[]): number | null {
  if (!isFeasible(flows)) return null;
  const rates = growthRoots(flows)
    .map(Math.expm1)
    .filter(Number.isFinite)
    .map((rate) => (Math.abs(rate) < NO_RATE ? 0 : rate));
  return rates.find((rate) => rate >= 0) ?? rates.at(-1) ?? null;
}

/** Where several roots lie close together floats place them so exactly; nearer to zero a rate is zero, not negative. */
const NO_RATE = 1e-11;

function rootsOf(flows: readonly Flow[]): number[] {
  const change = firstSignChange(flows);
  if (change === null) return [];
  const widest = Math.max(...flows.map(({ at }) => Math.abs(change - at)));
  const derived = flows.map(({ at, amount }) => ({ at, amount: (amount * (change - at)) / widest }));
  const { low, high } = bounds(flows);
  const corners = [low, ...rootsOf(derived).filter((corner) => corner > low && corner < high), high];
  const roots: number[] = [];
  let previous = { at: low, value: worth(flows, low) };
  for (const at of corners.slice(1)) {
    const value = worth(flows, at);
    if (value === 0) roots.push(at);
    else if (previous.value * value < 0) roots.push(bisected(flows, previous.at, at, previous.value));
    previous = { at, value };
  }
  return roots;
}

/** Flows at the same time are one; those of nothing are none. In order of time. */
function merged(flows: readonly Flow[]): Flow[] {
  const amounts = new Map<number, number>();
  for (const { at, amount } of flows) amounts.set(at, (amounts.get(at) ?? 0) + amount);
  return [...amounts]
    .map(([at, amount]) => ({ at, amount }))
    .filter(({ amount }) => amount !== 0)
    .sort((a, b) => a.at - b.at);
}

/** The middle between the first two flows of opposite sign. */
function firstSignChange(flows: readonly Flow[]): number | null {
  const index = flows.findIndex((flow, position) => flow.amount * (flows[position - 1]?.amount ?? flow.amount) < 0);
  const after = flows[index];
  const before = flows[index - 1];
  return after && before ? (before.at + after.at) / 2 : null;
}

/** Rates that floats can hold: at e^-745 and e^710 they end. */
const LOWEST = -745;
const HIGHEST = 710;

/** Beyond these the first, or the last, flow outweighs all others together, so that no root can lie there. */
function bounds(flows: readonly Flow[]): { low: number; high: number } {
  return {
    low: Math.max(LOWEST, -outweighed([...flows].reverse()) - 1e-9),
    high: Math.min(HIGHEST, outweighed(flows) + 1e-9),
  };
}

function outweighed([first, second, ...others]: readonly Flow[]): number {
  if (!first || !second) return 0;
  const rest = [second, ...others].reduce((total, { amount }) => total + Math.abs(amount), 0);
  return Math.max(0, Math.log(rest / Math.abs(first.amount)) / Math.abs(second.at - first.at));
}

/** Has the sign of the sum; scaled by its greatest term so that no rate is too large for a float. */
function worth(flows: readonly Flow[], growth: number): number {
  let greatest = Number.NEGATIVE_INFINITY;
  for (const { at } of flows) greatest = Math.max(greatest, -growth * at);
  let total = 0;
  for (const { at, amount } of flows) total += amount * Math.exp(-growth * at - greatest);
  return total;
}

/** Halves until two floats are neighbours, which is after some sixty steps. */
function bisected(flows: readonly Flow[], from: number, to: number, valueAtFrom: number): number {
  let low = from;
  let high = to;
  for (;;) {
    const middle = low + (high - low) / 2;
    if (middle <= low || middle >= high) return middle;
    const value = worth(flows, middle);
    if (value === 0) return middle;
    if (value * valueAtFrom > 0) low = middle;
    else high = middle;
  }
}
