import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, calendarDate } from '../../calendar/date.ts';
import { schedule, settlement, type Schedule, type ScheduledLoan } from '../index.ts';
import { anyTerms, valueOf } from '../../../test/support/loan-terms.ts';

/** The loan after its first `count` instalments have been paid on their days. */
function paidUpTo(terms: ScheduledLoan['terms'], rows: Schedule['periods'], count: number): ScheduledLoan {
  const payments = rows
    .slice(0, count)
    .filter((row) => !/^0(\.0+)?$/.test(row.total))
    .map((row) => ({ on: row.due, amount: row.total }));
  return { terms, payments };
}

describe('settling early', () => {
  const situation = fc.tuple(anyTerms, fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 95 }));

  test('never costs more than paying to schedule, and closes the loan', () => {
    fc.assert(
      fc.property(situation, ([terms, paid, days]) => {
        const digits = terms.currencyDigits ?? 2;
        const units = (amount: string): bigint => BigInt(amount.replace('.', ''));
        const rows = valueOf(schedule(terms)).periods.filter((row) => row.kind === 'installment');
        const count = Math.min(paid, rows.length - 1);
        const before = rows[count - 1]?.due ?? terms.disbursedOn ?? terms.startOn;
        const next = rows[count]?.due ?? before;
        const on = [addDays(calendarDate(before), days), next].sort()[0] ?? next;
        const loan = paidUpTo(terms, rows, count);
        const quote = valueOf(settlement(loan, on));
        const due = rows.slice(count).reduce((sum, row) => sum + units(row.total), 0n);
        expect(units(quote.payoff)).toBeLessThanOrEqual(due);
        expect(units(quote.principal) + units(quote.interest)).toBe(units(quote.payoff));
        if (units(quote.payoff) === 0n) return;
        const closed = { terms, payments: [...loan.payments, { on, amount: quote.payoff }] };
        const nothing = digits === 0 ? '0' : `0.${'0'.repeat(digits)}`;
        expect(settlement(closed, on)).toEqual({
          ok: true,
          value: { payoff: nothing, principal: nothing, interest: nothing },
        });
      }),
      { numRuns: 300 },
    );
  });

  test('on the last due date is the last instalment, where all were paid on their days', () => {
    fc.assert(
      fc.property(anyTerms, (terms) => {
        const rows = valueOf(schedule(terms)).periods.filter((row) => row.kind === 'installment');
        const last = rows.at(-1);
        fc.pre(last !== undefined);
        const loan = paidUpTo(terms, rows, rows.length - 1);
        expect(valueOf(settlement(loan, last.due)).payoff).toBe(last.total);
      }),
      { numRuns: 200 },
    );
  });
});

const terms = { principal: '1200.00', annualRatePercent: '12', installments: 12, startOn: '2026-01-01' };

describe('a settlement', () => {
  test('counts the days of the current period and none of the next', () => {
    expect(settlement({ terms, payments: [] }, '2026-01-16')).toEqual({
      ok: true,
      value: { payoff: '1205.81', principal: '1200.00', interest: '5.81' },
    });
  });

  test('of a flat loan leaves the interest of later periods out', () => {
    const flat = { ...terms, interestMethod: 'flat' as const };
    const loan = { terms: flat, payments: [{ on: '2026-02-01', amount: '112.00' }] };
    expect(valueOf(settlement(loan, '2026-02-01'))).toEqual({
      payoff: '1100.00',
      principal: '1100.00',
      interest: '0.00',
    });
  });

  test('after the last due date goes on as in the last period', () => {
    const late = valueOf(settlement({ terms: { ...terms, installments: 1 }, payments: [] }, '2026-03-01'));
    // January whole, February 28 of January’s 31 days.
    expect(late.interest).toBe('22.84');
  });

  test('gives a payment to interest first, and lets unpaid interest bear none', () => {
    const loan = { terms, payments: [{ on: '2026-02-01', amount: '5.00' }] };
    expect(valueOf(settlement(loan, '2026-03-01'))).toEqual({
      payoff: '1219.00',
      principal: '1200.00',
      interest: '19.00',
    });
  });

  test.each([
    ['before the disbursement', [], '2025-12-31', 'date-outside-schedule'],
    ['with a payment from before it', [{ on: '2025-12-31', amount: '1' }], '2026-02-01', 'date-outside-schedule'],
    ['of what was paid twice', [{ on: '2026-01-02', amount: '2000' }], '2026-02-01', 'overpaid'],
    ['on a day that is none', [], '2026-02-30', 'input-malformed'],
    ['with a part of a fen', [{ on: '2026-01-02', amount: '1.001' }], '2026-02-01', 'amount-too-precise'],
  ])('%s is refused', (_what, payments, on, code) => {
    expect(settlement({ terms, payments }, on)).toMatchObject({ ok: false, refusal: { code } });
  });
});
