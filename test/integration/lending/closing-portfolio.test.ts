import { afterAll, beforeAll, expect, test } from 'vitest';
import { addDays, epochDay, type CalendarDate } from '#shared/calendar/date.ts';
import { advance, earnedTill, freeze, journalOf, type LoanState } from '#shared/lending/servicing/index.ts';
import { fen } from '#shared/money/fen.ts';
import type { LoanActionInput } from '#shared/wire/loans.ts';
import { trialBalance } from '#server/ledger/index.ts';
import { figuresOf } from '#server/lending/servicing/rules/figures.ts';
import { thawed } from '#server/lending/servicing/rules/thawed.ts';
import { PLATFORM } from '#server/platform/database.ts';
import { balancesOf, EngineLoan, openClosingHouse, storedLoan, type ClosingHouse } from './closing-house.ts';

const DAYS = 62;
const note = 'Probe';

/** What happens to each loan, by the number of the day; days in actions are counted from the loan's first. */
type Story = (start: CalendarDate) => Record<number, LoanActionInput[]>;
const pay = (on: CalendarDate, amountFen: number): LoanActionInput => ({ kind: 'repayment', on, amountFen, note });

const STORIES: Record<string, Story> = {
  'nothing is paid': () => ({}),
  'paid when due': (start) => ({
    31: [pay(addDays(start, 31), 54_000)],
    59: [pay(addDays(start, 59), 54_000)],
  }),
  'paid late, and then in full': (start) => ({
    40: [pay(addDays(start, 40), 54_000)],
    50: [{ kind: 'pay-off', on: addDays(start, 50), note }],
  }),
  'paid in parts while late': (start) => ({
    36: [pay(addDays(start, 36), 10_000)],
    45: [pay(addDays(start, 45), 7_777), pay(addDays(start, 45), 1)],
  }),
  'paid early': (start) => ({ 12: [pay(addDays(start, 12), 99_999)] }),
  'a payment is entered late, another taken back': (start) => ({
    44: [pay(addDays(start, 30), 54_000)],
    48: [pay(addDays(start, 47), 20_000)],
    52: [{ kind: 'undo', on: addDays(start, 52), note, of: 3 }],
  }),
  'a fee is charged and given up in part': (start) => ({
    20: [{ kind: 'charge', on: addDays(start, 20), amountFen: 500, note, of: 'fee', dueOn: addDays(start, 25) }],
    34: [{ kind: 'charge-waiver', on: addDays(start, 34), amountFen: 200, note, of: 'fee' }],
  }),
  'the money paid out comes back': (start) => ({
    15: [{ kind: 'payout-refund', on: addDays(start, 15), amountFen: 300_000, note }],
  }),
  'being late does not count for a while': (start) => ({
    35: [
      {
        kind: 'delinquency-pause',
        on: addDays(start, 35),
        note,
        fromOn: addDays(start, 36),
        tillOn: addDays(start, 50),
      },
    ],
  }),
  'no interest for a while': (start) => ({
    5: [
      { kind: 'interest-pause', on: addDays(start, 5), note, fromOn: addDays(start, 10), tillOn: addDays(start, 20) },
    ],
  }),
  'charged off': (start) => ({ 55: [{ kind: 'charge-off', on: addDays(start, 55), note }] }),
};

let house: ClosingHouse;
beforeAll(async () => {
  house = await openClosingHouse(Date.UTC(2026, 11, 31, 6));
});
afterAll(() => house.close());

test('sixty days closed one by one leave each loan, and the books, as the engine alone has it', async () => {
  const start = house.today();
  const terms = { principalFen: fen(300_000), annualRateBps: 1_440, terms: 6 };
  const loans = [];
  for (const [name, story] of Object.entries(STORIES)) {
    const loanId = await house.desk.lend(terms);
    loans.push({ name, loanId, events: story(start), engine: new EngineLoan(terms, start) });
  }
  for (let day = 1; day <= DAYS; day += 1) {
    await house.pass(1);
    for (const { name, loanId, events, engine } of loans) {
      engine.comeTo(house.today());
      const stored = await storedLoan(house, loanId);
      expect(columnsOf(stored), `${name}, day ${day}`).toEqual(expectedColumns(engine.state));
      for (const action of events[day] ?? []) {
        await house.act(loanId, action);
        engine.act(action);
      }
    }
  }
  const today = house.today();
  for (const { name, loanId, engine } of loans) {
    const { terms: stored, state } = await storedLoan(house, loanId);
    expect(freeze(advance(thawed(stored, state), epochDay(today))), name).toEqual(freeze(engine.state));
    expect(await balancesOf(house, loanId), name).toMatchObject(expectedBalances(engine.state, today));
  }
  const all = { at: null, valueOn: null, bookId: null };
  const balance = await house.platform.db.transaction(PLATFORM, (tx) => trialBalance(house.platform, tx, all));
  expect(balance.balanced).toBe(true);
}, 240_000);

const FINAL = ['settled', 'refunded', 'written-off'];

/** A loan at its end is not closed any more; all else of it stays as its last command left it. */
function columnsOf(stored: Awaited<ReturnType<typeof storedLoan>>) {
  const { terms: _terms, state: _state, closed_till, ...columns } = stored;
  return { ...columns, closed_till: FINAL.includes(stored.status) ? null : closed_till };
}

function expectedColumns(state: LoanState): ReturnType<typeof columnsOf> {
  const figures = figuresOf(state);
  const { interest, fee, penalty } = earnedTill(state, state.today);
  return {
    status: figures.status,
    bucket: figures.bucket,
    category: figures.category,
    days_overdue: figures.daysOverdue,
    principal_fen: String(figures.principalFen),
    outstanding_fen: String(figures.outstandingFen),
    overpaid_fen: String(figures.overpaidFen),
    due_fen: String(figures.dueFen),
    next_due_on: figures.nextDueOn,
    closed_till: FINAL.includes(figures.status) ? null : house.today(),
    accrued: [interest, fee, penalty].map(String),
  };
}

/** 1132, 6011 and 1303 as the engine's own journal and what was earned make them. */
function expectedBalances(state: LoanState, today: CalendarDate): Record<string, number> {
  const { interest, fee, penalty } = earnedTill(state, epochDay(today));
  const lines = state.transactions.filter(({ entry }) => !entry.isReversed).flatMap(journalOf);
  const sumOf = (account: string): number =>
    Number(
      lines.filter((line) => line.account === account).reduce((sum, { debit, credit }) => sum + debit - credit, 0n),
    );
  return {
    '1132': Number(interest + fee + penalty) + sumOf('receivable'),
    '6011': sumOf('interestIncome') - Number(interest),
    '1303': sumOf('loans'),
  };
}
