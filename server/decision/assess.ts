import { fen, type Fen } from '#shared/money/fen.ts';
import { REASON_CODES, type Outcome, type ReasonCode, type Tier } from '#shared/wire/decision.ts';
import {
  bandOf,
  heaviest,
  limitOf,
  ordered,
  scoreOf,
  tierOf,
  type PointsLine,
  type Policy,
  type TierRow,
} from './policy.ts';
import { evaluate, RULES, type RuleResult } from './rules.ts';
import type { Variables } from './variables.ts';

/** The answer to one set of values under one policy: the same for the same, always. */
export interface Assessment {
  outcome: Outcome;
  reasons: ReasonCode[];
  score: number | null;
  tier: Tier | null;
  /** Nominal annual rate of the tier, in basis points. */
  rateBps: number | null;
  limitFen: Fen | null;
  rules: RuleResult[];
  points: PointsLine[];
}

export function assess(values: Variables, policy: Policy): Assessment {
  const points = pointsFor(values, policy);
  const score = points === null ? null : scoreOf(policy, points);
  const tier = score === null ? null : tierOf(policy, score);
  const limitFen = tier === null || values.incomeBand === null ? null : limitOf(policy, values.incomeBand, tier);
  const rules = [
    ...RULES.map((rule) => evaluate(rule, values, policy)),
    ...scoreRules(score, policy),
    limitRule(values.requestedFen, limitFen, tier),
  ];
  const outcome = heaviest(rules.flatMap((rule) => rule.outcome ?? []));
  const reasons = rules.flatMap((rule) => rule.reason ?? []);
  return {
    outcome,
    reasons: ordered(
      // A good sign is no reason for a bad answer.
      outcome === 'approved' ? reasons : reasons.filter((reason) => reason !== 'income-stable'),
      REASON_CODES,
    ),
    score,
    tier: tier?.tier ?? null,
    rateBps: tier?.rateBps ?? null,
    limitFen,
    rules,
    points: points ?? [],
  };
}

/** Null where a variable of the points table is not known: no score is better than a made-up one. */
function pointsFor(values: Variables, { points }: Policy): PointsLine[] | null {
  const {
    age,
    incomeBand,
    occupation,
    instalmentToIncomePercent: ratio,
    applicationsOfPersonIn30Days: recent,
  } = values;
  if (age === null || incomeBand === null || occupation === null || ratio === null || recent === null) return null;
  return [
    bandOf('age', points.age, age),
    { variable: 'incomeBand', band: incomeBand, points: points.incomeBand[incomeBand] },
    { variable: 'occupation', band: occupation, points: points.occupation[occupation] },
    bandOf('instalmentToIncomePercent', points.instalmentToIncomePercent, ratio),
    bandOf('applicationsOfPersonIn30Days', points.applicationsOfPersonIn30Days, recent),
  ];
}

function scoreRules(score: number | null, { score: cut }: Policy): RuleResult[] {
  const below = score !== null && score < cut.decline;
  const borderline = score !== null && score >= cut.decline && score < cut.refer;
  return [
    resultOf('score.cutoff', score, below, 'declined', 'score-below-cutoff'),
    resultOf('score.borderline', score, borderline, 'referred', 'score-borderline'),
  ];
}

/** Without a tier there is no limit to compare with; the score's own rules have spoken then. */
function limitRule(requestedFen: number | null, limitFen: Fen | null, tier: TierRow | null): RuleResult {
  const comparable = requestedFen === null || (limitFen === null && tier !== null) ? null : requestedFen;
  const above = requestedFen !== null && limitFen !== null && fen(requestedFen) > limitFen;
  return resultOf('amount.above-limit', comparable, above, 'declined', 'amount-above-limit');
}

function resultOf(id: string, needed: number | null, hit: boolean, outcome: Outcome, reason: ReasonCode): RuleResult {
  if (needed === null) return { id, result: 'missing', outcome: 'referred', reason: null };
  return hit ? { id, result: 'hit', outcome, reason } : { id, result: 'pass', outcome: null, reason: null };
}
