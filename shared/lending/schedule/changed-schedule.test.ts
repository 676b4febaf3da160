import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { changedSchedule, schedule, type ChangingTerms, type Operation } from '../index.ts';
import { valueOf } from '../../../test/support/loan-terms.ts';

const terms: ChangingTerms = { annualRatePercent: '12', installments: 6, startOn: '2026-01-01' };
const lent: Operation = { op: 'disburse', on: '2026-01-01', amount: '600.00' };

const operation: fc.Arbitrary<Operation> = fc
  .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 2, max: 28 }), fc.integer({ min: 0, max: 2 }))
  .map(([month, day, kind]): Operation => {
    const on = `2026-0${month}-${String(day).padStart(2, '0')}`;
    if (kind === 0) return { op: 'disburse', on, amount: `${day * 10}.00` };
    if (kind === 1) return { op: 'change-rate', on, annualRatePercent: String(day) };
    return { op: 'interest-pause', from: on, to: `2026-0${month + 1}-05` };
  });

describe('whatever is done to a loan', () => {
  test('all that was paid out is repaid, no amount is negative, and it ends at nothing', () => {
    fc.assert(
      fc.property(
        fc.array(operation, { maxLength: 6 }),
        fc.constantFrom('equal-installment', 'equal-principal'),
        (more, how) => {
          const amortization = how === 'equal-principal' ? 'equal-principal' : 'equal-installment';
          const { periods, totals } = valueOf(changedSchedule({ ...terms, amortization }, [lent, ...more]));
          const paidOut = [lent, ...more].reduce(
            (sum, step) => sum + (step.op === 'disburse' ? Number(step.amount) : 0),
            0,
          );
          expect(Number(totals.principal)).toBe(paidOut);
          expect(periods.at(-1)?.balance).toBe('0.00');
          for (const row of periods)
            for (const amount of [row.principal, row.interest]) expect(amount).not.toMatch(/^-/);
        },
      ),
      { numRuns: 200 },
    );
  });

  test('the periods before a change keep their instalments', () => {
    fc.assert(
      fc.property(operation, (step) => {
        const before = valueOf(changedSchedule(terms, [lent])).periods;
        const after = valueOf(changedSchedule(terms, [lent, step])).periods;
        const day = step.op === 'interest-pause' ? step.from : step.on;
        // A change that holds from a due date's next day is the next period's.
        for (const [index, row] of before.entries()) if (row.due < day) expect(after[index]?.total).toBe(row.total);
      }),
    );
  });

  test('a rate changed to itself changes nothing', () => {
    const same = changedSchedule(terms, [lent, { op: 'change-rate', on: '2026-01-20', annualRatePercent: '12' }]);
    expect(same).toEqual(changedSchedule(terms, [lent]));
  });

  test('two disbursements of a day are one of their sum', () => {
    const half: Operation = { op: 'disburse', on: '2026-01-01', amount: '300.00' };
    expect(changedSchedule(terms, [half, half])).toEqual(changedSchedule(terms, [lent]));
  });

  test('an interest pause never costs, and over the whole term leaves no interest', () => {
    const all = valueOf(changedSchedule(terms, [lent, { op: 'interest-pause', from: '2025-12-31', to: '2026-12-31' }]));
    expect(all.totals.interest).toBe('0.00');
    fc.assert(
      fc.property(operation, (step) => {
        fc.pre(step.op === 'interest-pause');
        const paused = valueOf(changedSchedule(terms, [lent, step])).totals;
        expect(Number(paused.interest)).toBeLessThanOrEqual(
          Number(valueOf(changedSchedule(terms, [lent])).totals.interest),
        );
      }),
    );
  });
});

test('a disbursement in the middle of a period bears interest from its day, in the share of the period that is left', () => {
  const second: Operation = { op: 'disburse', on: '2026-01-16', amount: '310.00' };
  const { periods } = valueOf(changedSchedule({ ...terms, installments: 1 }, [lent, second]));
  // 600 over the month and 310 over 16 of its 31 days, at one per cent a month: 6.00 + 1.60.
  expect(periods[0]).toMatchObject({ principal: '910.00', interest: '7.60' });
});

test('an entry for an earlier day lets a later one stand', () => {
  const later: Operation = { op: 'disburse', on: '2026-03-01', amount: '300.00' };
  const early: Operation = { op: 'disburse', on: '2026-02-01', amount: '100.00' };
  expect(changedSchedule(terms, [lent, later, early])).toEqual(changedSchedule(terms, [lent, early, later]));
});

test('flat interest is reckoned on all that was lent', () => {
  const { periods } = valueOf(changedSchedule({ ...terms, interestMethod: 'flat' }, [lent]));
  expect(periods.every((row) => row.interest === '6.00' && row.total === '106.00')).toBe(true);
  const more: Operation = { op: 'disburse', on: '2026-03-01', amount: '400.00' };
  expect(valueOf(changedSchedule({ ...terms, interestMethod: 'flat' }, [lent, more])).periods[2]?.interest).toBe(
    '10.00',
  );
});

describe('dates that were moved', () => {
  const moved: ChangingTerms = {
    ...terms,
    startOn: undefined,
    installments: 2,
    periods: [
      { from: '2026-01-01', due: '2026-03-01' },
      { from: '2026-03-01', due: '2026-04-01' },
    ],
  };

  test('change the interest, not the instalment that was agreed', () => {
    const regular = valueOf(changedSchedule({ ...terms, installments: 2 }, [lent])).periods;
    const { periods } = valueOf(changedSchedule(moved, [lent]));
    expect(periods[0]?.total).toBe(regular[0]?.total);
    expect(periods[0]?.interest).toBe('12.00');
  });

  test('must follow each other', () => {
    const gap = [
      { from: '2026-01-01', due: '2026-02-01' },
      { from: '2026-02-02', due: '2026-03-01' },
    ];
    for (const periods of [gap, gap.slice(0, 1), [{ from: '2026-02-01', due: '2026-01-01' }]]) {
      expect(changedSchedule({ ...moved, periods }, [lent])).toMatchObject({
        ok: false,
        refusal: { code: 'input-malformed' },
      });
    }
  });
});

test.each<[string, ChangingTerms, Operation[], string]>([
  ['nothing was paid out', terms, [], 'nothing-disbursed'],
  ['a day outside', terms, [{ op: 'disburse', on: '2026-08-01', amount: '1' }], 'date-outside-schedule'],
  [
    'a rate after the end',
    terms,
    [lent, { op: 'change-rate', on: '2027-01-01', annualRatePercent: '1' }],
    'date-outside-schedule',
  ],
  [
    'a pause that ends before it begins',
    terms,
    [lent, { op: 'interest-pause', from: '2026-02-02', to: '2026-02-01' }],
    'input-malformed',
  ],
  [
    'a spread of flat interest',
    { ...terms, interestMethod: 'flat', scheduleModel: 'cumulative' },
    [lent],
    'not-changeable',
  ],
  ['no dates', { ...terms, startOn: undefined }, [lent], 'input-malformed'],
  ['a part of a fen', terms, [{ op: 'disburse', on: '2026-01-01', amount: '1.005' }], 'amount-too-precise'],
])('%s is refused', (_what, given, operations, code) => {
  expect(changedSchedule(given, operations)).toMatchObject({ ok: false, refusal: { code } });
});

test('a schedule with its own dates is that of the same dates entered as an operation', () => {
  const dated = {
    installments: 1,
    annualRatePercent: '12',
    startOn: '2026-01-01',
    periods: [{ from: '2026-01-01', due: '2026-03-15' }],
  };
  expect(schedule({ ...dated, principal: '600.00' })).toEqual(changedSchedule(dated, [lent]));
});
