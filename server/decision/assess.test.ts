import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fen } from '#shared/money/fen.ts';
import { INCOME_BANDS, OCCUPATIONS } from '#shared/wire/application.ts';
import { OUTCOMES, type Outcome, type ReasonCode } from '#shared/wire/decision.ts';
import { hashOf } from '#shared/wire/hash.ts';
import { assess } from './assess.ts';
import { heaviest, instalmentToIncomePercent, limitOf, POLICY, POLICY_HASH } from './policy.ts';
import { evaluate, RULES } from './rules.ts';
import { VARIABLE_NAMES, type Variables } from './variables.ts';

const steady: Variables = {
  age: 36,
  ageAtMaturity: 37,
  documentDaysLeft: 4_000,
  documentLongTerm: false,
  cardWarnings: '',
  requestedFen: 3_000_00,
  incomeBand: '4000-6000',
  monthlyIncomeFen: 5_000_00,
  occupation: 'employee',
  instalmentToIncomePercent: 6,
  openApplicationsOfPerson: 0,
  applicationsOfPersonIn30Days: 0,
  applicationsOfPhoneIn24Hours: 0,
  applicationsOfTerminalInHour: 0,
  phoneVerified: true,
  requiredConsentsGiven: true,
  faceMatching: 'not-checked',
  faceLiveness: 'not-checked',
  lenderAvailable: true,
};

test('someone steady is approved, and the record says that the face was not checked', () => {
  const { outcome, reasons, score, tier, rateBps, limitFen } = assess(steady, POLICY);
  expect({ outcome, reasons, score, tier, rateBps, limitFen }).toEqual({
    outcome: 'approved',
    reasons: ['income-stable', 'face-not-checked'],
    score: 500 + 40 + 40 + 40 + 60 + 20,
    tier: 'A',
    rateBps: 1_080,
    limitFen: 30_000_00,
  });
});

describe('the rules', () => {
  test.each<[string, Partial<Variables>, Outcome, ReasonCode]>([
    ['17 years', { age: 17, ageAtMaturity: 18 }, 'declined', 'underage'],
    ['66 at the end of the loan', { ageAtMaturity: 66 }, 'referred', 'over-age'],
    ['71 at the end of the loan', { ageAtMaturity: 71 }, 'declined', 'over-age'],
    ['an expired card', { cardWarnings: 'expired' }, 'declined', 'document-expired'],
    ['an impossible number', { cardWarnings: 'number-invalid' }, 'declined', 'document-invalid'],
    ['a birth that does not match', { cardWarnings: 'birth-mismatch' }, 'referred', 'document-invalid'],
    ['a missing consent', { requiredConsentsGiven: false }, 'declined', 'consent-missing'],
    ['another open application', { openApplicationsOfPerson: 1 }, 'declined', 'open-application'],
    ['forty from this terminal in an hour', { applicationsOfTerminalInHour: 40 }, 'referred', 'too-many-from-terminal'],
    ['far too many from this terminal', { applicationsOfTerminalInHour: 120 }, 'declined', 'too-many-from-terminal'],
    ['three from this phone in a day', { applicationsOfPhoneIn24Hours: 3 }, 'referred', 'too-many-from-phone'],
    ['six from this phone in a day', { applicationsOfPhoneIn24Hours: 6 }, 'declined', 'too-many-from-phone'],
    ['an unverified phone', { phoneVerified: false }, 'more-needed', 'phone-unverified'],
    ['too small an amount', { requestedFen: 499_99 }, 'declined', 'amount-out-of-product'],
    ['too large an amount', { requestedFen: 100_000_01 }, 'declined', 'amount-out-of-product'],
    ['no lender for it', { lenderAvailable: false }, 'referred', 'amount-out-of-product'],
    ['more than the limit', { requestedFen: 30_000_01 }, 'declined', 'amount-above-limit'],
    ['instalments beyond the income', { instalmentToIncomePercent: 61 }, 'declined', 'income-low-for-amount'],
  ])('%s', (_, change, outcome, reason) => {
    const answer = assess({ ...steady, ...change }, POLICY);
    expect(answer.outcome).toBe(outcome);
    expect(answer.reasons).toContain(reason);
    expect(answer.reasons).not.toContain('income-stable');
  });

  test.each<[string, Partial<Variables>]>([
    ['18 years', { age: 18, ageAtMaturity: 19 }],
    ['65 at the end of the loan', { age: 64, ageAtMaturity: 65 }],
    ['thirty-nine from this terminal', { applicationsOfTerminalInHour: 39 }],
    ['two from this phone', { applicationsOfPhoneIn24Hours: 2 }],
    ['exactly the limit', { requestedFen: 30_000_00 }],
    ['the smallest amount', { requestedFen: 500_00 }],
    ['a long-term card', { documentDaysLeft: null, documentLongTerm: true }],
  ])('%s is no obstacle', (_, change) => {
    expect(assess({ ...steady, ...change }, POLICY).outcome).toBe('approved');
  });
});

test('the amount that would be granted is told even when the one asked for is not', () => {
  const { outcome, limitFen } = assess({ ...steady, requestedFen: 80_000_00 }, POLICY);
  expect({ outcome, limitFen }).toEqual({ outcome: 'declined', limitFen: 30_000_00 });
});

test('a score just below the cutoff is declined, just above it goes to a person', () => {
  const weak: Variables = {
    ...steady,
    age: 20,
    incomeBand: 'under-2000',
    occupation: 'other',
    applicationsOfPersonIn30Days: 1,
  };
  const declined = assess({ ...weak, instalmentToIncomePercent: 15 }, POLICY);
  expect([declined.score, declined.outcome, declined.tier]).toEqual([420, 'declined', null]);
  expect(declined.reasons).toContain('score-below-cutoff');
  const referred = assess({ ...weak, instalmentToIncomePercent: 8 }, POLICY);
  expect([referred.score, referred.outcome]).toEqual([450, 'referred']);
  expect(referred.reasons).toContain('score-borderline');
});

describe('what is not known', () => {
  test('goes to a person, rule by rule, and is never taken for no', () => {
    for (const name of VARIABLE_NAMES) {
      const needing = RULES.filter(({ needs }) => needs.includes(name));
      for (const rule of needing)
        expect(evaluate(rule, { ...steady, [name]: null }, POLICY)).toEqual({
          id: rule.id,
          result: 'missing',
          outcome: 'referred',
          reason: null,
        });
    }
  });

  test('without what the points need there is no score, no tier, no limit and no approval', () => {
    for (const name of [
      'age',
      'incomeBand',
      'occupation',
      'instalmentToIncomePercent',
      'applicationsOfPersonIn30Days',
    ] as const) {
      const { score, tier, limitFen, outcome } = assess({ ...steady, [name]: null }, POLICY);
      expect([score, tier, limitFen, outcome]).toEqual([null, null, null, 'referred']);
    }
  });
});

test('a rule that fails is recorded as failed and goes to a person', () => {
  const [rule] = RULES;
  if (!rule) throw new Error('there are rules');
  const failing = {
    ...rule,
    hits: () => {
      throw new RangeError('for the test');
    },
  };
  expect(evaluate(failing, steady, POLICY)).toEqual({
    id: rule.id,
    result: 'failed',
    outcome: 'referred',
    reason: null,
  });
});

test('outcomes combine by weight, in any order', () => {
  const all = fc.array(fc.constantFrom(...OUTCOMES), { maxLength: 6 });
  fc.assert(
    fc.property(all, (outcomes) => {
      const worst =
        (['declined', 'more-needed', 'referred'] as const).find((one) => outcomes.includes(one)) ?? 'approved';
      expect(heaviest(outcomes)).toBe(worst);
      expect(heaviest(outcomes.toReversed())).toBe(worst);
    }),
  );
});

const anyone: fc.Arbitrary<Variables> = fc.record({
  age: fc.integer({ min: 10, max: 90 }),
  ageAtMaturity: fc.integer({ min: 11, max: 91 }),
  documentDaysLeft: fc.option(fc.integer({ min: -10, max: 9_000 })),
  documentLongTerm: fc.boolean(),
  cardWarnings: fc.constantFrom('', 'expired', 'sex-mismatch birth-mismatch'),
  requestedFen: fc.option(fc.integer({ min: 1, max: 200_000_00 })),
  incomeBand: fc.option(fc.constantFrom(...INCOME_BANDS)),
  monthlyIncomeFen: fc.constant(5_000_00),
  occupation: fc.option(fc.constantFrom(...OCCUPATIONS)),
  instalmentToIncomePercent: fc.option(fc.integer({ min: 1, max: 200 })),
  openApplicationsOfPerson: fc.integer({ min: 0, max: 2 }),
  applicationsOfPersonIn30Days: fc.integer({ min: 0, max: 9 }),
  applicationsOfPhoneIn24Hours: fc.integer({ min: 0, max: 9 }),
  applicationsOfTerminalInHour: fc.integer({ min: 0, max: 200 }),
  phoneVerified: fc.boolean(),
  requiredConsentsGiven: fc.boolean(),
  faceMatching: fc.constant('not-checked'),
  faceLiveness: fc.constant('not-checked'),
  lenderAvailable: fc.boolean(),
});

test('of anybody: equal values give equal answers, and an approval has score, tier, price and a limit that holds the amount', () => {
  fc.assert(
    fc.property(anyone, (values) => {
      const answer = assess(values, POLICY);
      expect(assess({ ...values }, POLICY)).toEqual(answer);
      if (answer.outcome !== 'approved') return;
      expect(answer.score).not.toBeNull();
      expect(answer.rateBps).not.toBeNull();
      expect(answer.limitFen ?? 0).toBeGreaterThanOrEqual(values.requestedFen ?? Infinity);
    }),
    { numRuns: 500 },
  );
});

test('limits are whole hundreds of yuan between five thousand and a hundred thousand', () => {
  for (const band of INCOME_BANDS) {
    for (const tier of POLICY.tiers) {
      const limit = limitOf(POLICY, band, tier);
      expect(limit).toBeGreaterThanOrEqual(5_000_00);
      expect(limit).toBeLessThanOrEqual(100_000_00);
      expect(limit % 100_00).toBe(0);
    }
  }
});

test('an amount within any limit never fails for the income: what we name can be granted', () => {
  for (const band of INCOME_BANDS) {
    for (const tier of POLICY.tiers) {
      const percent = instalmentToIncomePercent(POLICY, limitOf(POLICY, band, tier), band);
      expect(percent).toBeLessThanOrEqual(POLICY.instalmentToIncomeMaxPercent);
    }
  }
  expect(instalmentToIncomePercent(POLICY, fen(3_000_00), '4000-6000')).toBe(6);
});

test('whoever asks again for the limit that was told gets it', () => {
  const asking = (principalFen: number, incomeBand: (typeof INCOME_BANDS)[number], age: number): Variables => ({
    ...steady,
    age,
    incomeBand,
    requestedFen: principalFen,
    instalmentToIncomePercent: instalmentToIncomePercent(POLICY, fen(principalFen), incomeBand),
  });
  const asked = fc.record({
    amount: fc.integer({ min: 500_00, max: 100_000_00 }),
    band: fc.constantFrom(...INCOME_BANDS),
    age: fc.integer({ min: 18, max: 64 }),
  });
  fc.assert(
    fc.property(asked, ({ amount, band, age }) => {
      const first = assess(asking(amount, band, age), POLICY);
      const told = first.reasons.includes('amount-above-limit') ? first.limitFen : null;
      fc.pre(told !== null);
      const again = assess(asking(told, band, age), POLICY);
      expect(again.limitFen ?? 0).toBeGreaterThanOrEqual(told);
      expect(['approved', 'referred']).toContain(again.outcome);
    }),
  );
});

test('the policy has a hash of its content', () => {
  expect(POLICY_HASH).toBe(hashOf(POLICY));
  expect(hashOf({ ...POLICY, age: { ...POLICY.age, min: 17 } })).not.toBe(POLICY_HASH);
});
