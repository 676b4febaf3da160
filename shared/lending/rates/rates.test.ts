import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { annualRate, cashFlowViews, financial, schedule, type FinancialInput, type ScheduleTerms } from '../index.ts';
import { valueOf } from '../../../test/support/loan-terms.ts';
import { chosenRate, growthRoots, type Flow } from './exponential-roots.ts';
import { unitPeriodsBetween } from './us-unit-periods.ts';
import { calendarDate, epochDay } from '../../calendar/date.ts';

const loan = fc.record({
  principal: fc.integer({ min: 100_00, max: 1_000_000_00 }).map((cents) => (cents / 100).toFixed(2)),
  annualRatePercent: fc.integer({ min: 0, max: 3_600 }).map((bps) => (bps / 100).toFixed(2)),
  installments: fc.integer({ min: 1, max: 36 }),
});

describe('all rates at which flows balance', () => {
  test('are found where flows are made to have them', () => {
    // Five per cent apart, since roots that nearly touch can not be told apart by floats.
    const rates = fc
      .uniqueArray(fc.integer({ min: -12, max: 40 }), { minLength: 1, maxLength: 4 })
      .map((steps) => steps.map((step) => step * 5));
    fc.assert(
      fc.property(rates, (percents) => {
        const wanted = percents.map((percent) => percent / 100).sort((a, b) => a - b);
        // Π (1 − (1 + r)·x) with x = 1 / (1 + rate) is zero exactly at those rates.
        const amounts = wanted.reduce<number[]>((product, rate) => times(product, [1, -(1 + rate)]), [1]);
        const found = growthRoots(amounts.map((amount, at) => ({ at, amount }))).map(Math.expm1);
        expect(found).toHaveLength(wanted.length);
        for (const [index, rate] of wanted.entries()) expect(found[index]).toBeCloseTo(rate, 6);
        const positive = wanted.find((rate) => rate >= 0);
        const chosen = chosenRate(amounts.map((amount, at) => ({ at, amount })));
        expect(chosen).toBeCloseTo(positive ?? wanted.at(-1) ?? Number.NaN, 6);
      }),
      { numRuns: 300 },
    );
  });

  test('are none without a change of sign, and the search ends whatever the flows', () => {
    const flow: fc.Arbitrary<Flow> = fc.record({
      at: fc.double({ min: 0, max: 60, noNaN: true }),
      amount: fc.double({ min: -1e9, max: 1e9, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(flow, { maxLength: 24 }), (flows) => {
        const signs = new Set(flows.filter(({ amount }) => amount !== 0).map(({ amount }) => Math.sign(amount)));
        const roots = growthRoots(flows);
        if (signs.size < 2) expect(roots).toEqual([]);
        for (const [index, root] of roots.entries()) expect(root).toBeGreaterThanOrEqual(roots[index - 1] ?? -Infinity);
      }),
      { numRuns: 200 },
    );
  });

  test('are looked for within bounds: a hundred random flows take no second, endless turning is refused', () => {
    const random = Array.from({ length: 100 }, (_, at) => ({ at: at / 5, amount: ((at * 7_919) % 401) - 200 }));
    const startedAt = performance.now();
    expect(growthRoots(random).length).toBeGreaterThanOrEqual(0);
    expect(performance.now() - startedAt).toBeLessThan(5_000);
    const turning = Array.from({ length: 3_600 }, (_, at) => ({ at, amount: at % 2 === 0 ? 1 : -1 }));
    expect(chosenRate(turning)).toBeNull();
  });

  test('are not lost where the answer is far away or very small', () => {
    expect(
      chosenRate([
        { at: 0, amount: 1 },
        { at: 1 / 365, amount: -1.1 },
      ]),
    ).toBeCloseTo(1.1 ** 365 - 1, -4);
    expect(
      chosenRate([
        { at: 0, amount: 1e9 },
        { at: 30, amount: -1e9 - 1_000 },
      ]),
    ).toBeCloseTo(1e-6 / 30, 12);
    expect(
      chosenRate([
        { at: 0, amount: 100 },
        { at: 1, amount: -1 },
      ]),
    ).toBeCloseTo(-0.99, 12);
  });
});

describe('the annualised rate of a schedule', () => {
  test('recomputed from its rows is the same, and makes the payments worth what was received', () => {
    fc.assert(
      fc.property(loan, (terms) => {
        const { periods } = valueOf(schedule({ ...terms, startOn: '2026-11-22' }));
        const flows = [terms.principal, ...periods.map((row) => `-${row.total}`)];
        const rate = valueOf(annualRate(flows, { method: 'pboc', periodsPerYear: 12 }));
        expect(annualRate([...flows], { method: 'pboc', periodsPerYear: 12 })).toEqual({ ok: true, value: rate });
        const monthly = Number(rate.simple?.percent) / 1_200;
        const worth = periods.reduce((sum, row, index) => sum + Number(row.total) / (1 + monthly) ** (index + 1), 0);
        expect(worth / Number(terms.principal)).toBeCloseTo(1, 8);
        // Equal instalments at a nominal rate cost that rate, but for the rounding of their rows.
        expect(Math.abs(Number(rate.simple?.percent) - Number(terms.annualRatePercent))).toBeLessThan(0.2);
      }),
      { numRuns: 150 },
    );
  });

  test('by the dates is the same as that of the shopper’s view', () => {
    fc.assert(
      fc.property(loan, (terms) => {
        const { shopper, funder } = valueOf(cashFlowViews({ ...terms, startOn: '2026-11-22' }, '3'));
        expect(annualRate(shopper.flows, { method: 'xirr' })).toEqual({ ok: true, value: shopper.rate });
        expect(Number(funder.rate.annual.percent)).toBeGreaterThan(Number(shopper.rate.annual.percent));
      }),
      { numRuns: 80 },
    );
  });

  test('of an interest-free plan is nothing for the shopper, and the merchant’s discount for the funder', () => {
    const terms: ScheduleTerms = { principal: '3000.00', installments: 12, startOn: '2026-11-22' };
    const { shopper, funder } = valueOf(cashFlowViews(terms, '5'));
    expect(shopper.rate.annual.shown).toBe('0.00');
    expect(funder.flows[0]).toEqual({ on: '2026-11-22', amount: '2850.00' });
    expect(Number(funder.rate.annual.shown)).toBeGreaterThan(9);
  });

  test('is refused where nothing balances, or the flows are no flows', () => {
    const rule = { method: 'pboc', periodsPerYear: 12 } as const;
    expect(annualRate(['100', '50'], rule)).toMatchObject({ ok: false, refusal: { code: 'no-rate' } });
    expect(annualRate(['100'], rule)).toMatchObject({ ok: false, refusal: { code: 'input-malformed' } });
    const paidOnly = [
      { on: '2026-01-01', amount: '-100' },
      { on: '2026-02-01', amount: '-100' },
    ];
    const unitPeriod = { unit: 'month', multiple: 1, perYear: 12 } as const;
    expect(annualRate(paidOnly, { method: 'us-reg-z-actuarial', unitPeriod })).toMatchObject({ ok: false });
    expect(annualRate(paidOnly, { method: 'xirr' })).toMatchObject({ ok: false, refusal: { code: 'no-rate' } });
  });
});

describe('the functions of spreadsheets', () => {
  const annuity = fc.record({
    rate: fc.integer({ min: -50, max: 300 }).map((value) => `${value}/1200`),
    nper: fc.integer({ min: 1, max: 60 }),
    pv: fc.integer({ min: -100_000, max: 100_000 }).map(String),
    fv: fc.integer({ min: -1_000, max: 1_000 }).map(String),
    type: fc.constantFrom(0 as const, 1 as const),
  });
  const value = <
    N extends
      'pmt' | 'ipmt' | 'ppmt' | 'cumipmt' | 'cumprinc' | 'fv' | 'pv' | 'npv' | 'effect' | 'nominal' | 'nper' | 'rate',
  >(
    name: N,
    input: FinancialInput<N>,
  ): number => Number(valueOf(financial(name, input)));

  test('agree with each other: interest and principal make the payment, sums are sums', () => {
    fc.assert(
      fc.property(annuity, (terms) => {
        const each = value('pmt', terms);
        const parts = Array.from({ length: terms.nper }, (_, index) => ({
          interest: value('ipmt', { ...terms, period: index + 1 }),
          principal: value('ppmt', { ...terms, period: index + 1 }),
        }));
        for (const { interest, principal } of parts) expect(interest + principal).toBeCloseTo(each, 8);
        const whole = { ...terms, start: 1, end: terms.nper };
        expect(value('cumipmt', whole)).toBeCloseTo(
          parts.reduce((sum, part) => sum + part.interest, 0),
          6,
        );
        expect(value('cumprinc', whole)).toBeCloseTo(
          parts.reduce((sum, part) => sum + part.principal, 0),
          6,
        );
        const { rate, nper, pv, fv, type } = terms;
        const pmt = valueOf(financial('pmt', terms));
        expect(value('fv', { rate, nper, pmt, pv, type })).toBeCloseTo(Number(fv), 6);
        expect(value('pv', { rate, nper, pmt, fv, type })).toBeCloseTo(Number(pv), 6);
      }),
      { numRuns: 100 },
    );
  });

  test('find the rate and the number of payments again', () => {
    const positive = fc.record({ bps: fc.integer({ min: 1, max: 5_000 }), nper: fc.integer({ min: 2, max: 120 }) });
    fc.assert(
      fc.property(positive, ({ bps, nper }) => {
        const rate = (bps / 100_000).toFixed(5);
        const pmt = valueOf(financial('pmt', { rate, nper, pv: '10000' }));
        expect(value('rate', { nper, pmt, pv: '10000' })).toBeCloseTo(Number(rate), 9);
        expect(value('nper', { rate, pmt, pv: '10000' })).toBeCloseTo(nper, 6);
        expect(
          value('nominal', { effect: valueOf(financial('effect', { nominal: rate, npery: 12 })), npery: 12 }),
        ).toBeCloseTo(Number(rate), 10);
      }),
      { numRuns: 100 },
    );
  });

  test.each<[string, () => unknown, string]>([
    ['interest that is never paid off', () => financial('nper', { rate: '0.1', pmt: '-10', pv: '1000' }), 'no-term'],
    ['no payment and no interest', () => financial('nper', { rate: '0', pmt: '0', pv: '1000' }), 'no-term'],
    ['a rate of -100 %', () => financial('pmt', { rate: '-1', nper: 3, pv: '1' }), 'input-malformed'],
    ['a period outside', () => financial('ipmt', { rate: '0.1', nper: 3, pv: '1', period: 4 }), 'input-malformed'],
    ['a rate over nothing', () => financial('pmt', { rate: '1/0', nper: 3, pv: '1' }), 'input-malformed'],
    [
      'nobody receives',
      () =>
        financial('xirr', {
          flows: [
            ['2026-01-01', '-1'],
            ['2026-02-01', '-2'],
          ],
        }),
      'no-rate',
    ],
  ])('%s has no answer', (_what, ask, code) => {
    expect(ask()).toMatchObject({ ok: false, refusal: { code } });
  });
});

describe('unit periods of Regulation Z', () => {
  const day = (text: string): number => epochDay(calendarDate(text));

  test.each([
    ['1978-01-10', '1978-03-01', 'month', 1, 1, 22 / 30],
    ['1978-01-10', '1978-03-01', 'month', 2, 0, (1 + 22 / 30) / 2],
    ['1978-01-31', '1978-02-28', 'month', 1, 1, 0],
    ['1978-04-03', '1978-04-11', 'week', 2, 0, 8 / 14],
    ['1978-01-01', '1978-02-20', 'half-month', 1, 3, 4 / 15],
    ['1978-01-03', '1978-09-15', 'day', 255, 1, 0],
    ['1978-01-03', '1980-04-03', 'year', 1, 2, 3 / 12],
    ['1978-01-10', '1979-07-11', 'year', 1, 1, 182 / 365],
  ] as const)('from %s to %s by %s × %i', (from, to, unit, multiple, whole, fraction) => {
    const periods = unitPeriodsBetween(day(from), day(to), { unit, multiple });
    expect(periods.whole).toBe(whole);
    expect(periods.fraction).toBeCloseTo(fraction, 12);
  });
});

function times(a: readonly number[], b: readonly number[]): number[] {
  const product = Array.from({ length: a.length + b.length - 1 }, () => 0);
  for (const [i, left] of a.entries())
    for (const [j, right] of b.entries()) product[i + j] = (product[i + j] ?? 0) + left * right;
  return product;
}
