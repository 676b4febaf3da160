import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, calendarDate, epochDay, fromEpochDay, type CalendarDate } from '../../../calendar/date.ts';
import { divideHalfUp, fen } from '../../../money/fen.ts';
import { formatUnits } from '../../exact/decimal.ts';
import { total } from '../amounts.ts';
import { CONSUMPTION_SETTINGS } from '../consumption-settings.ts';
import { payOffQuote } from '../pay-off.ts';
import { outstanding, type Row } from '../rows/row.ts';
import type { ServicingEventInput } from '../schemas.ts';
import { advance } from '../servicing.ts';
import type { LoanState } from '../state.ts';
import { entered, openPosLoan } from '../testing/pos-loan.ts';
import { standingOf } from '../standing-of.ts';

const startOn = calendarDate('2026-01-30');
const loans = fc.record({
  principalFen: fc.integer({ min: 500_00, max: 100_000_00 }).map(fen),
  annualRateBps: fc.constantFrom(0, 1_080, 1_440, 1_800, 2_160),
  terms: fc.constantFrom(3, 6),
});
const days = fc.integer({ min: 1, max: 300 });
const payment = fc.record({ day: days, yuan: fc.integer({ min: 1, max: 20_000 }) });
const payments = fc.uniqueArray(payment, { maxLength: 5, selector: ({ day }) => day });

describe('late-payment penalty', () => {
  test('is nothing where every instalment is paid on its day', () => {
    fc.assert(
      fc.property(loans, days, (loan, day) => {
        const opened = openPosLoan({ ...loan, startOn });
        const prompt = entered(
          opened,
          opened.rows.map((row) => repayment(row.due, outstanding(row))),
        );
        for (const state of [prompt, advance(prompt, dayOf(day))]) expect(penalty(state)).toBe(0n);
        const beforeFirst = advance(opened, opened.rows[0]?.due ?? 0);
        expect(penalty(beforeFirst)).toBe(0n);
      }),
      { numRuns: 40 },
    );
  });

  test('is overdue principal, day by day from the day after the due date, rounded once', () => {
    fc.assert(
      fc.property(loans, days, (loan, day) => {
        const state = advance(openPosLoan({ ...loan, startOn }), dayOf(day));
        for (const row of state.rows) expect(row.owed.penalty).toBe(onceRounded(row, dayOf(day), loan.annualRateBps));
      }),
      { numRuns: 100 },
    );
  });

  test('never becomes less with the days, and stands still once what is overdue is paid', () => {
    fc.assert(
      fc.property(loans, payments, days, fc.integer({ min: 0, max: 60 }), (loan, paid, day, later) => {
        const state = entered(openPosLoan({ ...loan, startOn }), inOrder(paid.filter((each) => each.day <= day)));
        const sooner = advance(state, dayOf(day));
        expect(penalty(advance(sooner, dayOf(day + later)))).toBeGreaterThanOrEqual(penalty(sooner));
        const overdue = total(sooner.rows, (row) => (row.due < dayOf(day) ? outstanding(row) : 0n));
        if (overdue === 0n) return;
        const made = entered(sooner, [repayment(dayOf(day), overdue)]);
        expect(standingOf(made).daysOverdue).toBe(0);
        const nextDue = made.rows.find((row) => row.due >= dayOf(day))?.due ?? dayOf(day + later);
        expect(penalty(advance(made, nextDue))).toBe(penalty(sooner));
      }),
      { numRuns: 80 },
    );
  });

  test('is what a prompt payment would have left of it, however late a payment is entered', () => {
    fc.assert(
      fc.property(loans, payments, fc.infiniteStream(fc.nat()), (loan, paid, shuffle) => {
        const opened = openPosLoan({ ...loan, startOn });
        const prompt = advance(
          inOrder(paid).reduce((state, event) => entered(advance(state, epochDay(event.on)), [event]), opened),
          dayOf(301),
        );
        const shuffled = paid.map((each) => ({ each, at: shuffle.next().value })).toSorted((a, b) => a.at - b.at);
        const tardy = entered(
          advance(opened, dayOf(301)),
          shuffled.flatMap(({ each }) => inOrder([each])),
        );
        expect(tardy.rows).toEqual(prompt.rows);
        expect(tardy.overpaid).toBe(prompt.overpaid);
      }),
      { numRuns: 60 },
    );
  });

  test('is restored by undoing the payment', () => {
    fc.assert(
      fc.property(loans, payment, days, (loan, { day, yuan }, today) => {
        fc.pre(day <= today);
        const before = advance(openPosLoan({ ...loan, startOn }), dayOf(today));
        const paid = entered(before, [repayment(dayOf(day), BigInt(yuan) * 100n)]);
        const undone = entered(paid, [{ type: 'undo-number', on: addDays(startOn, today), of: before.nextId }]);
        expect(undone.rows).toEqual(before.rows);
        expect(undone.overpaid).toBe(0n);
      }),
      { numRuns: 60 },
    );
  });

  test('and interest together stay under 24 % a year of what is really owed', () => {
    fc.assert(
      fc.property(loans, days, (loan, day) => {
        const state = advance(openPosLoan({ ...loan, startOn }), dayOf(day));
        let balance = BigInt(loan.principalFen);
        for (const row of state.rows) {
          expect(row.owed.interest * 2n * 50n).toBeLessThanOrEqual(balance * 2n + 50n);
          balance -= row.owed.principal;
          const late = BigInt(Math.max(0, dayOf(day) - row.due));
          expect(row.owed.penalty * 2n * 36_500n).toBeLessThanOrEqual(row.owed.principal * 24n * 2n * late + 36_500n);
        }
      }),
      { numRuns: 100 },
    );
  });

  test('is part of the payoff of any day, which closes the loan with nothing left', () => {
    fc.assert(
      fc.property(loans, payments, days, (loan, paid, day) => {
        const paidBefore = inOrder(paid.filter((each) => each.day <= day));
        const state = advance(entered(openPosLoan({ ...loan, startOn }), paidBefore), dayOf(day));
        const quote = payOffQuote(state, dayOf(day));
        const closed = entered(state, [{ type: 'pay-off', on: addDays(startOn, day) }]);
        expect(total(closed.rows, outstanding)).toBe(0n);
        expect(closed.overpaid).toBe(state.overpaid);
        expect(quote.penalty).toBe(total(state.rows, (row) => row.owed.penalty - row.paid.penalty));
      }),
      { numRuns: 80 },
    );
  });

  test('is not charged within the days of grace, after them from the due date on', () => {
    const grace = { ceilingBps: 2_400, graceDays: 3, daysInYear: '360' } as const;
    const loan = { principalFen: fen(3_000_00), annualRateBps: 1_440, terms: 3, startOn };
    const opened = openPosLoan(loan, { ...CONSUMPTION_SETTINGS, latePenalty: grace });
    const due = opened.rows[0]?.due ?? 0;
    expect(penalty(advance(opened, due + 3))).toBe(0n);
    expect(standingOf(advance(opened, due + 3)).status).toBe('current');
    const late = advance(opened, due + 4);
    expect(late.rows[0]?.owed.penalty).toBe(onceRounded(late.rows[0], due + 4, 1_440));
    expect(standingOf(late)).toMatchObject({ status: 'overdue', daysOverdue: 4 });
  });

  test('does not count the days of an interest pause', () => {
    const opened = openPosLoan({ principalFen: fen(3_000_00), annualRateBps: 1_440, terms: 3, startOn });
    const due = opened.rows[0]?.due ?? 0;
    const from = addDays(startOn, due - epochDay(startOn) + 3);
    const paused = entered(opened, [{ type: 'interest-pause', on: startOn, from, to: addDays(from, 4) }]);
    const ten = advance(paused, due + 10);
    const five = advance(opened, due + 5);
    expect(ten.rows[0]?.owed.penalty).toBe(five.rows[0]?.owed.penalty);
  });
});

function dayOf(offset: number): number {
  return epochDay(startOn) + offset;
}

function repayment(day: number, units: bigint): ServicingEventInput & { on: CalendarDate } {
  return { type: 'repayment', on: fromEpochDay(day), amount: formatUnits(units, 2) };
}

function inOrder(paid: readonly { day: number; yuan: number }[]) {
  return paid.toSorted((a, b) => a.day - b.day).map(({ day, yuan }) => repayment(dayOf(day), BigInt(yuan) * 100n));
}

function penalty({ rows }: LoanState): bigint {
  return total(rows, (row) => row.owed.penalty);
}

/** Half as much again as the agreed rate over 360, no more than 24 % over 365: in fen, half up. */
function onceRounded(row: Row | undefined, day: number, rateBps: number): bigint {
  if (!row) throw new Error('the loan has rows');
  const unitDays = row.owed.principal * BigInt(Math.max(0, day - row.due));
  const usual = { above: BigInt(rateBps) * 3n, below: 2n * 10_000n * 360n };
  const highest = { above: 2_400n, below: 10_000n * 365n };
  const isAbove = usual.above * highest.below > highest.above * usual.below;
  const { above, below } = isAbove ? highest : usual;
  return divideHalfUp(unitDays * above, below);
}
