import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { changedSchedule, schedule, type Schedule, type ScheduleTerms } from '../index.ts';
import { parseDecimal } from '../exact/decimal.ts';
import { add, rational, subtract, ZERO, type Rational } from '../exact/rational.ts';
import { anyTerms, valueOf } from '../../../test/support/loan-terms.ts';

const base: ScheduleTerms = { principal: '1200.00', annualRatePercent: '12', installments: 12, startOn: '2026-01-31' };

describe('every schedule of every form', () => {
  test('repays exactly what was lent, never a negative amount, and ends at nothing', () => {
    fc.assert(
      fc.property(anyTerms, (terms) => {
        const { periods, totals } = valueOf(schedule(terms));
        expect(total(periods.map((row) => row.principal))).toEqual(parseDecimal(terms.principal));
        expect(periods.at(-1)?.balance).toMatch(/^0(\.0+)?$/);
        for (const row of periods) {
          for (const amount of [row.principal, row.interest, row.total, row.balance]) expect(amount).not.toMatch(/^-/);
          expect(total([row.principal, row.interest])).toEqual(parseDecimal(row.total));
        }
        expect(total(periods.map((row) => row.interest))).toEqual(parseDecimal(totals.interest));
        expect(total([totals.principal, totals.interest])).toEqual(parseDecimal(totals.total));
      }),
      { numRuns: 300 },
    );
  });

  test('has balances that are what the one before and the principal make', () => {
    fc.assert(
      fc.property(anyTerms, (terms) => {
        const { periods } = valueOf(schedule(terms));
        let owed = read(terms.principal);
        for (const row of periods) {
          owed = subtract(owed, read(row.principal));
          expect(read(row.balance)).toEqual(owed);
        }
        const dues = periods.map((row) => row.due);
        expect(dues).toEqual([...dues].sort());
      }),
      { numRuns: 150 },
    );
  });

  test('is its own preview, and the same as the disbursement entered as an operation', () => {
    const changeable = anyTerms.filter(
      ({ interestMethod, scheduleModel, downPaymentPercent }) =>
        interestMethod !== 'fee-per-term' &&
        !(interestMethod === 'flat' && scheduleModel === 'cumulative') &&
        downPaymentPercent === null,
    );
    fc.assert(
      fc.property(changeable, (terms) => {
        const preview = schedule(terms);
        expect(schedule({ ...terms })).toEqual(preview);
        const on = terms.disbursedOn ?? terms.startOn;
        expect(changedSchedule(terms, [{ op: 'disburse', on, amount: terms.principal }])).toEqual(preview);
      }),
      { numRuns: 150 },
    );
  });
});

describe('the methods of repayment', () => {
  const rows = (more: Partial<ScheduleTerms>): Schedule => valueOf(schedule({ ...base, ...more }));

  test('equal principal: the same principal, falling interest', () => {
    const { periods } = rows({ amortization: 'equal-principal' });
    expect(periods.map((row) => row.principal)).toEqual(Array.from({ length: 12 }, () => '100.00'));
    expect(periods.slice(0, 3).map((row) => row.interest)).toEqual(['12.00', '11.00', '10.00']);
  });

  test('interest only: the principal with the last', () => {
    const { periods } = rows({ amortization: 'interest-only' });
    expect(periods.slice(0, -1).every((row) => row.principal === '0.00' && row.interest === '12.00')).toBe(true);
    expect(periods.at(-1)?.total).toBe('1212.00');
  });

  test('bullet: everything once, on the last due date, rounded once', () => {
    const { periods } = rows({
      amortization: 'bullet',
      principal: '1000.00',
      annualRatePercent: '10',
      installments: 5,
    });
    expect(periods).toEqual([
      {
        n: 1,
        kind: 'installment',
        due: '2026-06-30',
        days: 150,
        principal: '1000.00',
        interest: '41.67',
        total: '1041.67',
        balance: '0.00',
      },
    ]);
  });

  test('fee per term: a share of the original principal each period (等本等息)', () => {
    const { periods, totals } = rows({
      principal: '12000.00',
      annualRatePercent: '0',
      interestMethod: 'fee-per-term',
      feePerTermPercent: '0.6',
    });
    expect(periods.every((row) => row.total === '1072.00' && row.interest === '72.00')).toBe(true);
    expect(totals.interest).toBe('864.00');
  });

  test('interest-free: the principal alone, the last row taking what is left', () => {
    const { periods } = rows({ principal: '100.00', annualRatePercent: '0', installments: 3 });
    expect(periods.map((row) => row.total)).toEqual(['33.33', '33.33', '33.34']);
  });

  test('a down payment is the first row, on the day of the disbursement, and bears no interest', () => {
    const { periods } = rows({ downPaymentPercent: '25', installments: 3 });
    expect(periods[0]).toMatchObject({
      n: 1,
      kind: 'down-payment',
      due: '2026-01-31',
      principal: '300.00',
      interest: '0.00',
    });
    expect(periods[1]).toMatchObject({ n: 2, kind: 'installment', interest: '9.00' });
  });

  test('grace: the first instalments pay interest only, the others repay all', () => {
    const { periods } = rows({ principalGrace: 3 });
    expect(periods.slice(0, 3).map((row) => row.total)).toEqual(['12.00', '12.00', '12.00']);
    expect(new Set(periods.slice(3, -1).map((row) => row.total)).size).toBe(1);
  });

  test('a multiple holds for all but the last, and a small loan is not put off to the end by it', () => {
    const { periods } = rows({ installmentMultiple: '5' });
    expect(periods.slice(0, -1).every((row) => row.total === '105.00')).toBe(true);
    const small = rows({ principal: '3.00', installmentMultiple: '1', annualRatePercent: '0' });
    expect(small.periods.map((row) => row.total)).toEqual(Array.from({ length: 12 }, () => '0.25'));
  });

  test('a currency without decimals, and one with four', () => {
    expect(rows({ principal: '100000', currencyDigits: 0, installments: 3 }).periods.map((row) => row.total)).toEqual([
      '34002',
      '34002',
      '34003',
    ]);
    expect(rows({ currencyDigits: 4, installments: 1 }).periods[0]?.interest).toBe('12.0000');
  });
});

describe('due dates', () => {
  const dues = (more: Partial<ScheduleTerms>): string[] =>
    valueOf(schedule({ ...base, installments: 4, ...more })).periods.map((row) => row.due);

  test('fall on the last day of a month that lacks the day, and come back to it', () => {
    expect(dues({})).toEqual(['2026-02-28', '2026-03-31', '2026-04-30', '2026-05-31']);
  });

  test('or on the first of the next month, and come back to it', () => {
    expect(dues({ monthEnd: 'first-of-next-month' })).toEqual(['2026-03-01', '2026-03-31', '2026-05-01', '2026-05-31']);
    expect(dues({ monthEnd: 'first-of-next-month', startOn: '2026-01-15' })[0]).toBe('2026-02-15');
  });

  test('count weeks and days', () => {
    expect(dues({ unit: 'weeks', every: 2 })).toEqual(['2026-02-14', '2026-02-28', '2026-03-14', '2026-03-28']);
    expect(dues({ unit: 'days', every: 10 })[0]).toBe('2026-02-10');
  });
});

describe('what is no loan is refused by a code', () => {
  test.each<[string, Partial<ScheduleTerms>, string]>([
    ['an amount that is none', { principal: '1,200' }, 'input-malformed'],
    ['nothing lent', { principal: '0' }, 'input-malformed'],
    ['a tenth of a fen', { principal: '1200.001' }, 'amount-too-precise'],
    ['a negative rate', { annualRatePercent: '-1' }, 'input-malformed'],
    ['a date that is none', { startOn: '2026-02-30' }, 'input-malformed'],
    ['no instalments', { installments: 0 }, 'input-malformed'],
    ['grace for ever', { principalGrace: 12 }, 'grace-too-long'],
    ['a disbursement before the start', { disbursedOn: '2026-01-30' }, 'date-outside-schedule'],
    ['a disbursement after the end', { disbursedOn: '2027-02-01' }, 'date-outside-schedule'],
    ['a down payment of all', { downPaymentPercent: '100' }, 'nothing-disbursed'],
    ['a fee per term without its method', { feePerTermPercent: '1' }, 'input-malformed'],
  ])('%s', (_what, wrong, code) => {
    expect(schedule({ ...base, ...wrong })).toMatchObject({ ok: false, refusal: { code } });
  });
});

function read(text: string): Rational {
  const value = parseDecimal(text);
  if (value === null) throw new Error(`${text} is no decimal`);
  return value;
}

function total(amounts: readonly string[]): Rational {
  const all = amounts.map(read).reduce(add, ZERO);
  return rational(all.numerator, all.denominator);
}
