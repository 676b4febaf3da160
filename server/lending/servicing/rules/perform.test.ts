import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, calendarDate, type CalendarDate } from '#shared/calendar/date.ts';
import { makePlan, OFFERED_TERMS, type Plan } from '#shared/lending/plan.ts';
import {
  CONSUMPTION_SETTINGS,
  journalOf,
  outstanding,
  termsOfPlan,
  total,
  type LoanState,
} from '#shared/lending/servicing/index.ts';
import { addFen, fen, shareOf } from '#shared/money/fen.ts';
import { LOAN_ACTIONS, loanAction, type LoanAction } from '#shared/wire/loans.ts';
import { isCostAllowed } from './ceiling.ts';
import { feeReturned } from './entries.ts';
import { figuresOf, isFinal } from './figures.ts';
import { changesBetween, linesOf } from './lines.ts';
import { perform } from './perform.ts';
import { asAgreed, bookedState, followsPlan } from './planned.ts';
import { termsIn } from './thawed.ts';
import { payoffView } from './views.ts';

const START = calendarDate('2026-11-22');

function lent(plan: Plan, on: CalendarDate = START): LoanState {
  const terms = termsIn(termsOfPlan(plan, on, CONSUMPTION_SETTINGS));
  return asAgreed(bookedState({ terms, principalFen: plan.principalFen, startOn: on }, on));
}

const plans = fc
  .record({
    principalFen: fc.integer({ min: 500_00, max: 100_000_00 }).map(fen),
    annualRateBps: fc.integer({ min: 0, max: 2_160 }),
    terms: fc.constantFrom(...OFFERED_TERMS),
    startOn: fc.integer({ min: 0, max: 800 }).map((days) => addDays(START, days)),
  })
  .map((terms) => ({ plan: makePlan(terms), startOn: terms.startOn }));

test('what is serviced is what was signed, to the fen, for every plan that is offered', () => {
  fc.assert(
    fc.property(plans, ({ plan, startOn }) => {
      const state = lent(plan, startOn);
      expect(followsPlan(state, plan)).toBe(true);
      const [first] = plan.instalments;
      if (!first) throw new Error('a plan has instalments');
      const other = [{ ...first, interestFen: fen(first.interestFen + 1) }, ...plan.instalments.slice(1)];
      expect(followsPlan(state, { instalments: other })).toBe(false);
    }),
  );
});

test('no plan that is offered is above the ceiling, however its months fall', () => {
  fc.assert(
    fc.property(plans, ({ plan, startOn }) => {
      expect(isCostAllowed(lent(plan, startOn))).toBe(true);
    }),
  );
});

test('refunds in pieces give the fee back to the fen once all is given back', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 10_000_00 }), { minLength: 1, maxLength: 8 }),
      fc.integer({ min: 0, max: 2_400 }),
      (amounts, bps) => {
        const before = (index: number) => fen(amounts.slice(0, index).reduce((sum, amount) => sum + amount, 0));
        const parts = amounts.map((amount, index) => feeReturned(bps, before(index), fen(amount)));
        expect(addFen(...parts)).toBe(shareOf(before(amounts.length), bps));
        expect(parts.every((part) => part >= 0)).toBe(true);
      },
    ),
  );
});

/** Any action with any amount on any day; most are taken, some refused. */
function anyAction(kinds: readonly LoanAction['kind'][]) {
  return fc
    .record({
      kind: fc.constantFrom(...kinds),
      day: fc.integer({ min: 0, max: 60 }),
      back: fc.constantFrom(0, 0, 0, 1, 9),
      amountFen: fc.integer({ min: 1, max: 1_500_00 }),
      of: fc.integer({ min: 2, max: 6 }),
      component: fc.constantFrom('fee', 'penalty'),
    })
    .map(({ kind, day, back, amountFen, of, component }) => {
      const businessOn = addDays(START, day);
      const on = addDays(START, Math.max(0, day - back));
      const isCharge = kind === 'charge' || kind === 'charge-waiver';
      const action = loanAction.parse({
        kind,
        on,
        note: '',
        amountFen,
        fromOn: on,
        tillOn: addDays(on, 12),
        dueOn: addDays(on, 5),
        startOn: addDays(on, 20),
        terms: 4,
        of: isCharge ? component : of,
        ...(kind === 'reschedule' && { extraTerms: 2 }),
      });
      return { businessOn, action };
    });
}

/** Does one after the other, each on its business day; what is refused leaves the loan as it was. */
function expectSoundAfter(
  asked: readonly { businessOn: CalendarDate; action: LoanAction }[],
  expectMore: (state: LoanState, on: CalendarDate) => void = () => undefined,
): void {
  let state = lent(PLAN);
  for (const { action, businessOn } of asked.toSorted((a, b) => (a.businessOn < b.businessOn ? -1 : 1))) {
    const performed = perform(state, action, businessOn);
    if (!performed.ok) continue;
    const { before, after } = performed.value;
    expectSound(after);
    const { entered, takenBack } = changesBetween(linesOf(before), linesOf(after));
    expect(entered.length + takenBack.length, action.kind).toBeGreaterThan(0);
    expectMore(after, businessOn);
    state = after;
  }
}

const PLAN = makePlan({ principalFen: fen(3_000_00), annualRateBps: 1_440, terms: 3, startOn: START });

describe('whatever is done to a loan', () => {
  test('its figures hold: nothing below zero, journals balance, closed means nothing is left', () => {
    fc.assert(
      fc.property(fc.array(anyAction(LOAN_ACTIONS), { minLength: 1, maxLength: 7 }), (asked) => {
        expectSoundAfter(asked);
      }),
      { numRuns: 150 },
    );
  });

  test('what is quoted closes it, as long as its schedule is the one that was agreed', () => {
    const other = ['re-age', 're-amortize', 'reschedule'];
    const kinds = LOAN_ACTIONS.filter((kind) => !other.includes(kind));
    fc.assert(
      fc.property(fc.array(anyAction(kinds), { minLength: 1, maxLength: 7 }), (asked) => {
        expectSoundAfter(asked, expectClosable);
      }),
      { numRuns: 150 },
    );
  });
});

function expectSound(state: LoanState): void {
  const figures = figuresOf(state);
  for (const amount of [figures.principalFen, figures.outstandingFen, figures.overpaidFen, figures.dueFen])
    expect(amount).toBeGreaterThanOrEqual(0);
  expect(state.rows.every((row) => outstanding(row) >= 0n)).toBe(true);
  for (const transaction of state.transactions) {
    const lines = journalOf(transaction);
    expect(total(lines, ({ debit, credit }) => debit - credit)).toBe(0n);
    expect(lines.every(({ debit, credit }) => debit >= 0n && credit >= 0n)).toBe(true);
  }
  const changed = addFen(...linesOf(state).map(({ principalChangeFen }) => principalChangeFen));
  expect(changed, 'principal in the books').toBe(figures.principalFen);
  if (isFinal(figures)) expect(figures.outstandingFen).toBe(0);
}

function expectClosable(state: LoanState, on: CalendarDate): void {
  const payoff = payoffView(state, figuresOf(state), on);
  if (!payoff) return;
  const paid = perform(state, { kind: 'repayment', on, amountFen: payoff.totalFen, note: '', receivedAs: '' }, on);
  expect(paid.ok && figuresOf(paid.value.after)).toMatchObject({ outstandingFen: 0, principalFen: 0 });
}
