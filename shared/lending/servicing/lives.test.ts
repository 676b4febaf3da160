import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, calendarDate, epochDay, fromEpochDay } from '../../calendar/date.ts';
import { fen } from '../../money/fen.ts';
import { total } from './amounts.ts';
import { earnedTill } from './earned-till.ts';
import type { AccountKey } from './journal/accounts.ts';
import { journalOf } from './journal/journal.ts';
import { outstanding, outstandingOf } from './rows/row.ts';
import { payOffAmount } from './pay-off.ts';
import { advance } from './servicing.ts';
import { standingOf } from './standing-of.ts';
import type { LoanState } from './state.ts';
import { deeds, lived, posContracts } from './testing/pos-events.ts';
import { entered, openPosLoan } from './testing/pos-loan.ts';

const startOn = calendarDate('2026-01-30');
const opened = openPosLoan({ principalFen: fen(3_000_00), annualRateBps: 1_440, terms: 3, startOn });

describe('any life of a loan', () => {
  test('keeps the books: they balance, and receivables are what the loan owes and has earned', () => {
    fc.assert(
      fc.property(posContracts, deeds, (contract, done) => {
        const state = lived(contract, done);
        const lines = state.transactions.flatMap(journalOf);
        expect(total(lines, ({ debit }) => debit)).toBe(total(lines, ({ credit }) => credit));
        for (const row of state.rows) {
          for (const component of ['principal', 'interest', 'fee', 'penalty'] as const) {
            expect(outstandingOf(row, component)).toBeGreaterThanOrEqual(0n);
          }
        }
        expect(-balanceOf(state, 'overpayment')).toBe(state.overpaid);
        const owed = total(state.rows, (row) => outstandingOf(row, 'principal'));
        expect(balanceOf(state, 'loans')).toBe(isLost(state) ? 0n : owed);
        const isFinal = isLost(state) || total(state.rows, outstanding) === 0n;
        if (isFinal) expect(balanceOf(state, 'receivable') + earnings(state)).toBe(0n);
      }),
      { numRuns: 150 },
    );
  });

  test('is the life before once its last deed is undone', () => {
    fc.assert(
      fc.property(posContracts, deeds, (contract, done) => {
        const last = done.at(-1);
        if (!last || last.type === 'undo-number') return;
        const day = epochDay(contract.startOn) + last.day;
        const before = advance(lived(contract, done.slice(0, -1)), day);
        const after = lived(contract, done);
        if (after.nextId === before.nextId) return;
        const undone = entered(after, [{ type: 'undo-number', on: addDays(startOn, 1), of: before.nextId }]);
        expect(undone.rows).toEqual(before.rows);
        expect(undone.overpaid).toBe(before.overpaid);
        expect(standingOf(undone)).toEqual(standingOf(before));
      }),
      { numRuns: 150 },
    );
  });
});

test('the payoff of the day closes any life of a loan with nothing left, and costs no more than the schedule', () => {
  fc.assert(
    fc.property(posContracts, deeds, (contract, done) => {
      const state = lived(contract, done);
      const owed = total(state.rows, outstanding);
      if (owed === 0n) return;
      expect(payOffAmount(state, state.today)).toBeLessThanOrEqual(owed);
      const closed = entered(state, [{ type: 'pay-off', on: fromEpochDay(state.today) }]);
      expect(total(closed.rows, outstanding)).toBe(0n);
      expect(closed.overpaid).toBe(state.overpaid);
    }),
    { numRuns: 150 },
  );
});

describe('a write-off', () => {
  const late = advance(opened, dayOf(100));
  const owed = total(late.rows, outstanding);
  const written = entered(late, [{ type: 'write-off', on: dateOf(100) }]);

  test('gives up all that is open; what was earned stays earned, interest to come does not', () => {
    expect(standingOf(written)).toEqual({ status: 'written-off', daysOverdue: 0, bucket: 'M0', category: 'normal' });
    expect(total(written.rows, outstanding)).toBe(0n);
    expect(balanceOf(written, 'loss')).toBe(3_000_00n);
    expect(owed).toBe(
      total(written.rows, (row) => row.forgiven.principal + row.forgiven.interest + row.forgiven.penalty),
    );
    expect(earnedTill(written, dayOf(400))).toEqual(earnedTill(advance(written, dayOf(400)), dayOf(400)));
  });

  test('makes what comes later a recovery, up to what was given up', () => {
    const recovered = entered(written, [recovery('1000.00')]);
    expect(balanceOf(recovered, 'recovery')).toBe(-1_000_00n);
    const more = entered(recovered, [recovery('9000.00')]);
    expect(more.overpaid).toBe(10_000_00n - owed);
    expect(balanceOf(more, 'recovery')).toBe(-owed);
    expect(entered(more, [{ type: 'undo-number', on: dateOf(120), of: recovered.nextId }]).overpaid).toBe(0n);
  });

  test('undone leaves a recovery as the payment it would have been', () => {
    const recovered = entered(written, [recovery('1000.00')]);
    const undone = entered(recovered, [{ type: 'undo-number', on: dateOf(120), of: late.nextId }]);
    const paid = entered(late, [{ ...recovery('1000.00'), type: 'repayment' }]);
    expect(undone.rows).toEqual(paid.rows);
    expect(balanceOf(undone, 'recovery')).toBe(0n);
  });
});

test('payments after a charge-off are recoveries in the books and still count on the schedule', () => {
  const late = advance(opened, dayOf(100));
  const off = entered(late, [{ type: 'charge-off', on: dateOf(100) }]);
  expect(standingOf(off).status).toBe('overdue');
  expect(earnedTill(advance(off, dayOf(200)), dayOf(200))).toEqual(earnedTill(off, dayOf(100)));
  const paid = entered(off, [{ type: 'repayment', on: dateOf(100), amount: '500.00' }]);
  expect(total(paid.rows, outstanding)).toBe(total(off.rows, outstanding) - 500_00n);
  expect(balanceOf(paid, 'recovery')).toBe(-500_00n);
  expect(balanceOf(paid, 'loans')).toBe(0n);
});

test('a waiver gives up charges, no more than there are, and takes them out of income', () => {
  const late = advance(opened, dayOf(60));
  const penalty = total(late.rows, (row) => row.owed.penalty);
  expect(penalty).toBeGreaterThan(0n);
  const waived = entered(late, [{ type: 'charge-waiver', on: dateOf(60), amount: '999.00', kind: 'penalty' }]);
  expect(waived.transactions.at(-1)).toMatchObject({ amount: penalty, portions: { penalty } });
  expect(total(waived.rows, (row) => outstandingOf(row, 'penalty'))).toBe(0n);
  expect(balanceOf(waived, 'feeIncome')).toBe(penalty);
  const undone = entered(waived, [{ type: 'undo-number', on: dateOf(60), of: late.nextId }]);
  expect(undone.rows).toEqual(late.rows);
});

test('a pause of delinquency takes its days out of those overdue, and back when it is undone', () => {
  const late = advance(opened, dayOf(60));
  const { daysOverdue } = standingOf(late);
  const paused = entered(late, [
    { type: 'delinquency-pause', on: dateOf(60), from: dateOf(40), to: dateOf(49) },
    { type: 'delinquency-pause', on: dateOf(60), from: dateOf(45), to: dateOf(50) },
  ]);
  expect(standingOf(paused).daysOverdue).toBe(daysOverdue - 11);
  expect(paused.rows).toEqual(late.rows);
  const all = entered(late, [{ type: 'delinquency-pause', on: dateOf(60), from: startOn, to: dateOf(90) }]);
  expect(standingOf(all)).toMatchObject({ status: 'current', bucket: 'M0' });
  const undone = entered(all, [{ type: 'undo-number', on: dateOf(60), of: late.nextId }]);
  expect(standingOf(undone)).toEqual(standingOf(late));
});

function recovery(amount: string): { type: 'recovery'; on: ReturnType<typeof dateOf>; amount: string } {
  return { type: 'recovery', on: dateOf(120), amount };
}

function dayOf(offset: number): number {
  return epochDay(startOn) + offset;
}

function dateOf(offset: number) {
  return addDays(startOn, offset);
}

/** Debits less credits. */
function balanceOf({ transactions }: LoanState, account: AccountKey): bigint {
  const lines = transactions.flatMap(journalOf).filter((line) => line.account === account);
  return total(lines, ({ debit, credit }) => debit - credit);
}

function isLost({ transactions }: LoanState): boolean {
  return transactions.some(
    ({ entry, amount }) => !entry.isReversed && amount > 0n && ['charge-off', 'write-off'].includes(entry.kind),
  );
}

function earnings(state: LoanState): bigint {
  const { interest, fee, penalty } = earnedTill(state, state.today);
  return interest + fee + penalty;
}
