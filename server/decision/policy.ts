import { equalInstalment } from '#shared/lending/schedule.ts';
import { fen, type Fen } from '#shared/money/fen.ts';
import type { IncomeBand, Occupation } from '#shared/wire/application.ts';
import type { Outcome, ReasonCode, Tier } from '#shared/wire/decision.ts';
import { hashOf } from '#shared/wire/hash.ts';

/**
 * The first policy: its numbers. They are data with a version and a hash of their content; a version that has decided
 * is never edited, a new one is written.
 */
export interface Band {
  /** The band takes values up to and including this; the last one takes all that are left. */
  upTo: number | null;
  name: string;
  points: number;
}

export const POLICY = {
  version: 'first-2026-11',
  product: { minFen: 500_00, maxFen: 100_000_00 },
  age: { min: 18, referAtMaturity: 65, declineAtMaturity: 70 },
  velocity: {
    terminalPerHour: { refer: 40, decline: 120 },
    phonePerDay: { refer: 3, decline: 6 },
  },
  /** Of the month's income, at twelve terms. Above what any limit allows, so that a limit we name can be granted. */
  instalmentToIncomeMaxPercent: 60,
  monthlyIncomeFen: {
    'under-2000': 1_500_00,
    '2000-4000': 3_000_00,
    '4000-6000': 5_000_00,
    '6000-10000': 8_000_00,
    'over-10000': 12_000_00,
  } satisfies Record<IncomeBand, number>,
  score: { base: 500, min: 300, max: 850, decline: 440, refer: 480 },
  points: {
    age: [
      { upTo: 21, name: '18-21', points: -30 },
      { upTo: 29, name: '22-29', points: 10 },
      { upTo: 49, name: '30-49', points: 40 },
      { upTo: 59, name: '50-59', points: 20 },
      { upTo: null, name: '60-', points: -10 },
    ] satisfies Band[],
    incomeBand: {
      'under-2000': -60,
      '2000-4000': 0,
      '4000-6000': 40,
      '6000-10000': 70,
      'over-10000': 90,
    } satisfies Record<IncomeBand, number>,
    occupation: {
      farming: 10,
      employee: 40,
      'self-employed': 20,
      'migrant-worker': 15,
      'public-service': 60,
      retired: 10,
      other: -20,
    } satisfies Record<Occupation, number>,
    instalmentToIncomePercent: [
      { upTo: 10, name: '-10', points: 60 },
      { upTo: 20, name: '11-20', points: 30 },
      { upTo: 35, name: '21-35', points: 0 },
      { upTo: 50, name: '36-50', points: -50 },
      { upTo: null, name: '51-', points: -100 },
    ] satisfies Band[],
    applicationsOfPersonIn30Days: [
      { upTo: 0, name: '0', points: 20 },
      { upTo: 2, name: '1-2', points: 0 },
      { upTo: null, name: '3-', points: -60 },
    ] satisfies Band[],
  },
  /** Best first: the score from which a tier holds, its nominal annual rate, its limit in months of income. */
  tiers: [
    { tier: 'A', from: 680, rateBps: 1_080, incomes: 6 },
    { tier: 'B', from: 600, rateBps: 1_440, incomes: 5 },
    { tier: 'C', from: 540, rateBps: 1_800, incomes: 4 },
    { tier: 'D', from: 440, rateBps: 2_160, incomes: 3 },
  ] satisfies { tier: Tier; from: number; rateBps: number; incomes: number }[],
  limit: { minFen: 5_000_00, maxFen: 100_000_00, stepFen: 100_00 },
} as const;
export type Policy = typeof POLICY;

export const POLICY_HASH = hashOf(POLICY);

/** The heaviest outcome of all rules is the answer: nobody is asked for more who would be declined anyway. */
const WEIGHT: Record<Outcome, number> = { approved: 0, referred: 1, 'more-needed': 2, declined: 3 };

export function heaviest(outcomes: readonly Outcome[]): Outcome {
  return outcomes.reduce<Outcome>((worst, outcome) => (WEIGHT[outcome] > WEIGHT[worst] ? outcome : worst), 'approved');
}

export interface PointsLine {
  variable: string;
  band: string;
  points: number;
}

/** The line of the points table a number falls into. */
export function bandOf(variable: string, bands: readonly Band[], value: number): PointsLine {
  const band = bands.find(({ upTo }) => upTo === null || value <= upTo);
  if (!band) throw new RangeError('The last band takes all values.');
  return { variable, band: band.name, points: band.points };
}

export function scoreOf(policy: Policy, lines: readonly PointsLine[]): number {
  const { base, min, max } = policy.score;
  return Math.min(
    max,
    Math.max(
      min,
      lines.reduce<number>((sum, { points }) => sum + points, base),
    ),
  );
}

export type TierRow = Policy['tiers'][number];

/** Null below the lowest tier. */
export function tierOf(policy: Policy, score: number): TierRow | null {
  return policy.tiers.find(({ from }) => score >= from) ?? null;
}

/** So many months of income, in whole hundreds of yuan, within the product's bounds. */
export function limitOf(policy: Policy, incomeBand: IncomeBand, tier: TierRow): Fen {
  const { minFen, maxFen, stepFen } = policy.limit;
  const wanted = policy.monthlyIncomeFen[incomeBand] * tier.incomes;
  return fen(Math.min(maxFen, Math.max(minFen, Math.floor(wanted / stepFen) * stepFen)));
}

const RATIO_TERMS = 12;

/** The instalment at twelve terms and the highest price, in per cent of the month's income, rounded up. */
export function instalmentToIncomePercent(policy: Policy, principalFen: Fen, incomeBand: IncomeBand): number {
  const highestRate = Math.max(...policy.tiers.map(({ rateBps }) => rateBps));
  const instalment = equalInstalment(principalFen, highestRate, RATIO_TERMS);
  return Math.ceil((instalment * 100) / policy.monthlyIncomeFen[incomeBand]);
}

/** Reasons in a fixed order, each once. */
export function ordered(reasons: readonly ReasonCode[], order: readonly ReasonCode[]): ReasonCode[] {
  return order.filter((reason) => reasons.includes(reason));
}
