import type { Outcome, ReasonCode } from '#shared/wire/decision.ts';
import type { Policy } from './policy.ts';
import type { VariableName, Variables } from './variables.ts';

/** Known values of the variables a rule needs. */
export type Known<Name extends VariableName> = { [N in Name]: NonNullable<Variables[N]> };

export interface Rule<Name extends VariableName = VariableName> {
  id: string;
  needs: readonly Name[];
  outcome: Outcome;
  reason: ReasonCode;
  hits: (values: Known<Name>, policy: Policy) => boolean;
}

export interface RuleResult {
  id: string;
  /** `missing`: a variable it needs is not known. `failed`: it could not be computed. */
  result: 'hit' | 'pass' | 'missing' | 'failed';
  outcome: Outcome | null;
  reason: ReasonCode | null;
}

/** Gives a rule its types: it sees only what it says it needs, which `evaluate` has checked. */
function rule<Name extends VariableName>(definition: Rule<Name>): Rule {
  return definition;
}

/** Warnings that make a document worthless by themselves; the others ask for a person's eyes. */
const INVALIDATING = ['number-invalid', 'birth-in-future', 'not-yet-valid'];

export const RULES: readonly Rule[] = [
  rule({
    id: 'age.underage',
    needs: ['age'],
    outcome: 'declined',
    reason: 'underage',
    hits: ({ age }, policy) => age < policy.age.min,
  }),
  rule({
    id: 'age.over-at-maturity',
    needs: ['ageAtMaturity'],
    outcome: 'declined',
    reason: 'over-age',
    hits: ({ ageAtMaturity }, policy) => ageAtMaturity > policy.age.declineAtMaturity,
  }),
  rule({
    id: 'age.near-limit-at-maturity',
    needs: ['ageAtMaturity'],
    outcome: 'referred',
    reason: 'over-age',
    hits: ({ ageAtMaturity }, { age }) => ageAtMaturity > age.referAtMaturity && ageAtMaturity <= age.declineAtMaturity,
  }),
  rule({
    id: 'document.expired',
    needs: ['cardWarnings'],
    outcome: 'declined',
    reason: 'document-expired',
    hits: ({ cardWarnings }) => cardWarnings.split(' ').includes('expired'),
  }),
  rule({
    id: 'document.invalid',
    needs: ['cardWarnings'],
    outcome: 'declined',
    reason: 'document-invalid',
    hits: ({ cardWarnings }) => cardWarnings.split(' ').some((warning) => INVALIDATING.includes(warning)),
  }),
  rule({
    id: 'document.inconsistent',
    needs: ['cardWarnings'],
    outcome: 'referred',
    reason: 'document-invalid',
    hits: ({ cardWarnings }) =>
      cardWarnings.split(' ').some((warning) => /^(birth-mismatch|sex-mismatch|validity-order)$/.test(warning)),
  }),
  rule({
    id: 'consents.missing',
    needs: ['requiredConsentsGiven'],
    outcome: 'declined',
    reason: 'consent-missing',
    hits: ({ requiredConsentsGiven }) => !requiredConsentsGiven,
  }),
  rule({
    id: 'duplicate.open-application',
    needs: ['openApplicationsOfPerson'],
    outcome: 'declined',
    reason: 'open-application',
    hits: ({ openApplicationsOfPerson }) => openApplicationsOfPerson > 0,
  }),
  rule({
    id: 'velocity.terminal-decline',
    needs: ['applicationsOfTerminalInHour'],
    outcome: 'declined',
    reason: 'too-many-from-terminal',
    hits: ({ applicationsOfTerminalInHour: count }, { velocity }) => count >= velocity.terminalPerHour.decline,
  }),
  rule({
    id: 'velocity.terminal-refer',
    needs: ['applicationsOfTerminalInHour'],
    outcome: 'referred',
    reason: 'too-many-from-terminal',
    hits: ({ applicationsOfTerminalInHour: count }, { velocity: { terminalPerHour } }) =>
      count >= terminalPerHour.refer && count < terminalPerHour.decline,
  }),
  rule({
    id: 'velocity.phone-decline',
    needs: ['applicationsOfPhoneIn24Hours'],
    outcome: 'declined',
    reason: 'too-many-from-phone',
    hits: ({ applicationsOfPhoneIn24Hours: count }, { velocity }) => count >= velocity.phonePerDay.decline,
  }),
  rule({
    id: 'velocity.phone-refer',
    needs: ['applicationsOfPhoneIn24Hours'],
    outcome: 'referred',
    reason: 'too-many-from-phone',
    hits: ({ applicationsOfPhoneIn24Hours: count }, { velocity: { phonePerDay } }) =>
      count >= phonePerDay.refer && count < phonePerDay.decline,
  }),
  rule({
    id: 'phone.unverified',
    needs: ['phoneVerified'],
    outcome: 'more-needed',
    reason: 'phone-unverified',
    hits: ({ phoneVerified }) => !phoneVerified,
  }),
  rule({
    id: 'amount.out-of-product',
    needs: ['requestedFen'],
    outcome: 'declined',
    reason: 'amount-out-of-product',
    hits: ({ requestedFen }, { product }) => requestedFen < product.minFen || requestedFen > product.maxFen,
  }),
  rule({
    id: 'amount.no-lender',
    needs: ['lenderAvailable'],
    outcome: 'referred',
    reason: 'amount-out-of-product',
    hits: ({ lenderAvailable }) => !lenderAvailable,
  }),
  rule({
    id: 'amount.income-low',
    needs: ['instalmentToIncomePercent'],
    outcome: 'declined',
    reason: 'income-low-for-amount',
    hits: ({ instalmentToIncomePercent: percent }, policy) => percent > policy.instalmentToIncomeMaxPercent,
  }),
  rule({
    id: 'occupation.stable',
    needs: ['occupation'],
    outcome: 'approved',
    reason: 'income-stable',
    hits: ({ occupation }) => occupation === 'employee' || occupation === 'public-service',
  }),
  // For information: matching and liveness come later, and the record must not look as if they had been done.
  rule({
    id: 'face.not-checked',
    needs: ['faceMatching', 'faceLiveness'],
    outcome: 'approved',
    reason: 'face-not-checked',
    hits: ({ faceMatching, faceLiveness }) => faceMatching === 'not-checked' || faceLiveness === 'not-checked',
  }),
];

/** One rule on the values. What is missing or fails is a result of its own and goes to a person. */
export function evaluate(definition: Rule, values: Variables, policy: Policy): RuleResult {
  const { id, needs, outcome, reason } = definition;
  if (!hasAll(values, needs)) return { id, result: 'missing', outcome: 'referred', reason: null };
  try {
    if (!definition.hits(values, policy)) return { id, result: 'pass', outcome: null, reason: null };
    return { id, result: 'hit', outcome, reason };
  } catch {
    // Recorded as failed, which the outcome counts: the decision goes on and a person looks at it.
    return { id, result: 'failed', outcome: 'referred', reason: null };
  }
}

function hasAll(values: Variables, needs: readonly VariableName[]): values is Known<VariableName> {
  return needs.every((name) => values[name] !== null);
}
