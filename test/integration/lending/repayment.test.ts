import { v7 } from 'uuid';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { shanghaiDate } from '#shared/calendar/date.ts';
import { fen, formatYuan } from '#shared/money/fen.ts';
import { SANDBOX_PAYMENT_CODES } from '#shared/wire/sandbox.ts';
import { trialBalance } from '#server/ledger/index.ts';
import { makeFindLimit } from '#server/lending/index.ts';
import { PLATFORM } from '#server/platform/database.ts';
import { rowsOf } from '../../support/rows.ts';
import { codeOf, handleEvents, valueOf } from '../applications/counter.ts';
import { comeTo, dayAfter, lend, loanOf, operate } from './borrower.ts';
import { openTill, type Till } from './till.ts';

let till: Till;
beforeAll(async () => {
  till = await openTill(500);
});
afterAll(() => till.close());
beforeEach(() => {
  till.service.asked = { '/charges': 0, '/queries': 0, '/closings': 0 };
  till.service.afterCharge = () => Promise.resolve(true);
});

describe('finding a loan', () => {
  test('one that begins after the business day takes nothing yet', async () => {
    await till.newBorrower();
    till.counter.clock.now += 24 * 3_600_000;
    const borrower = await lend(till.counter, 599);
    expect(codeOf(await till.find(borrower))).toBe('repayment-nothing-due');
    await comeTo(till.counter, shanghaiDate(till.counter.clock.now));
    expect(codeOf(await till.find(borrower))).toBe('ok');
  });

  test('reference and phone together show what may be paid, at any merchant’s terminal', async () => {
    const borrower = await till.newBorrower();
    const stranger = { ...till.counter.terminal, id: v7(), merchantId: v7(), storeId: v7() };
    const view = valueOf(await till.find(borrower, stranger));
    const loan = await loanOf(till.counter, borrower);
    expect(view).toMatchObject({
      loanId: borrower.loanId,
      reference: borrower.reference,
      businessOn: loan.businessOn,
      overdueFen: 0,
      penaltyFen: 0,
      daysOverdue: 0,
      next: { n: 1, of: 3, dueOn: loan.rows[0]?.dueOn, amountFen: loan.rows[0]?.totalFen },
      payoffFen: loan.payoff?.totalFen,
      instalmentsLeft: 3,
    });
    expect(view.savedFen).toBe(loan.outstandingFen - view.payoffFen);
  });

  test('an unknown reference and a wrong phone are answered the same, and bounded', async () => {
    const borrower = await till.newBorrower();
    const wrong = { ...borrower, phoneLast4: borrower.phoneLast4 === '0000' ? '1111' : '0000' };
    const [unknown, other] = [await till.find({ ...borrower, reference: 'Z99-9999' }), await till.find(wrong)];
    expect(other).toEqual(unknown);
    expect(codeOf(other)).toBe('repayment-not-found');
    const limit = makeFindLimit();
    const codes = [];
    for (let n = 0; n < 7; n += 1) codes.push(codeOf(await till.find(wrong, till.counter.terminal, limit)));
    expect(codes.slice(4)).toEqual(['repayment-not-found', 'too-many-tries', 'too-many-tries']);
    expect(codeOf(await till.find(borrower, till.counter.terminal, limit))).toBe('too-many-tries');
  });

  test('a loan without its phone cannot be paid either', async () => {
    const borrower = await till.newBorrower();
    const input = await till.chosen(borrower, 'next');
    expect(codeOf(await till.pay({ ...input, phoneLast4: 'none' }))).toBe('repayment-not-found');
    expect(till.service.asked['/charges']).toBe(0);
  });
});

describe('paying', () => {
  test('the next instalment: charged, booked, told by SMS, once', async () => {
    const borrower = await till.newBorrower();
    const before = await loanOf(till.counter, borrower);
    const input = await till.chosen(borrower, 'next');
    const paid = valueOf(await till.pay(input));
    const second = before.rows[1];
    expect(paid).toMatchObject({
      repaymentId: input.repaymentId,
      state: 'paid',
      amountFen: input.amountFen,
      reference: borrower.reference,
      paidAt: till.counter.clock.now,
      after: { nextDueOn: second?.dueOn, nextFen: second?.totalFen, settled: false },
    });
    expect(await till.booked(borrower)).toEqual([
      { kind: 'repayment', amountFen: input.amountFen, valueOn: before.businessOn, overpaidFen: 0 },
    ]);
    expect((await loanOf(till.counter, borrower)).rows[0]?.state).toBe('paid');
    await handleEvents(till.counter);
    const [message] = till.counter.messages.slice(-1);
    expect(message?.phone.slice(-4)).toBe(borrower.phoneLast4);
    expect(message?.text).toContain(`${formatYuan(input.amountFen)}，编号 ${borrower.reference}`);
    expect(message?.text).toContain(formatYuan(second?.totalFen ?? fen(0)));

    expect(valueOf(await till.pay(input))).toEqual(paid);
    expect(await till.stateOf(input)).toEqual(paid);
    expect(till.service.asked['/charges']).toBe(1);
    expect(await till.commandsOf(input)).toBe(1);
  });

  test('all at once closes the loan, and the books balance', async () => {
    const borrower = await till.newBorrower();
    const input = await till.chosen(borrower, 'payoff');
    expect(valueOf(await till.pay(input))).toMatchObject({
      state: 'paid',
      after: { outstandingFen: 0, nextDueOn: null, nextFen: 0, settled: true },
    });
    expect((await loanOf(till.counter, borrower)).status).toBe('settled');
    await handleEvents(till.counter);
    expect(till.counter.messages.at(-1)?.text).toContain('已全部还清');
    expect(codeOf(await till.find(borrower))).toBe('repayment-nothing-due');
    await till.counter.platform.db.transaction(PLATFORM, async (tx) => {
      const all = await trialBalance(till.counter.platform, tx, { at: null, valueOn: null, bookId: null });
      expect(all.balanced).toBe(true);
    });
  });

  test('another amount, or a loan that has changed since: refused before anything is charged', async () => {
    const borrower = await till.newBorrower();
    const input = await till.chosen(borrower, 'next');
    expect(codeOf(await till.pay({ ...input, amountFen: fen(input.amountFen - 1) }))).toBe('repayment-amount-changed');
    expect(codeOf(await till.pay({ ...input, choice: 'overdue' }))).toBe('repayment-nothing-due');
    const on = (await loanOf(till.counter, borrower)).businessOn;
    await operate(till.counter, borrower, { kind: 'repayment', on, amountFen: fen(1_00), note: '', receivedAs: '' });
    expect(codeOf(await till.pay(input))).toBe('repayment-amount-changed');
    expect(till.service.asked['/charges']).toBe(0);
  });

  test('not enough money: refused with the reason, nothing booked, and another code may be tried', async () => {
    const borrower = await till.newBorrower();
    const input = await till.chosen(borrower, 'next', 'not-enough-money');
    expect(valueOf(await till.pay(input))).toMatchObject({ state: 'refused', reason: 'not-enough-money', after: null });
    expect(await till.booked(borrower)).toEqual([]);
    expect(valueOf(await till.pay(await till.chosen(borrower, 'next'))).state).toBe('paid');
  });

  test('eight times at once is one charge and one booking', async () => {
    const borrower = await till.newBorrower();
    const input = await till.chosen(borrower, 'next');
    await Promise.all(Array.from({ length: 8 }, () => till.pay(input)));
    expect((await till.stateOf(input)).state).toBe('paid');
    expect(till.service.asked['/charges']).toBe(1);
    expect(await till.commandsOf(input)).toBe(1);
  });

  test('two terminals at once for one loan: one is charged, the other is told to wait or to look again', async () => {
    const borrower = await till.newBorrower();
    const inputs = [await till.chosen(borrower, 'next'), await till.chosen(borrower, 'next')];
    const codes = (await Promise.all(inputs.map((input) => till.pay(input)))).map(codeOf).sort();
    expect(codes[0]).toBe('ok');
    expect(['payment-service-silent', 'repayment-amount-changed']).toContain(codes[1]);
    expect(till.service.asked['/charges']).toBe(1);
  });

  test('the same id with another amount is a conflict', async () => {
    const borrower = await till.newBorrower();
    const input = await till.chosen(borrower, 'next');
    valueOf(await till.pay(input));
    expect(codeOf(await till.pay({ ...input, amountFen: fen(1) }))).toBe('content-conflict');
  });

  test('overdue with penalties, on the day after next', async () => {
    const borrower = await till.newBorrower();
    const due = (await loanOf(till.counter, borrower)).rows[0]?.dueOn ?? '';
    await comeTo(till.counter, dayAfter(due, 2));
    const view = valueOf(await till.find(borrower));
    expect(view).toMatchObject({ daysOverdue: 2, next: { n: 2 } });
    expect(view.penaltyFen).toBeGreaterThan(0);
    const loan = await loanOf(till.counter, borrower);
    expect(view.overdueFen).toBe(loan.rows[0]?.totalFen ?? 0);
    expect(view.overdueFen).toBe(loan.dueFen - (loan.rows[1]?.outstandingFen ?? 0));
    valueOf(await till.pay(await till.chosen(borrower, 'overdue')));
    expect(await loanOf(till.counter, borrower)).toMatchObject({ status: 'current', daysOverdue: 0 });
  });
});

test('a decided repayment stays as it is, and none is ever removed', async () => {
  const change = (text: string) => till.counter.platform.db.transaction(PLATFORM, (tx) => tx.rows(text));
  const undo = `update lending.repayments set state = 'pending', decided_at = null, paid_at = null,
    service_reference = null, loan_after = null where state = 'paid' returning id`;
  expect(await change(undo)).toEqual([]);
  await expect(change('delete from lending.repayments')).rejects.toThrow(/permission denied/);
  await expect(change('update lending.repayments set amount_fen = 1')).rejects.toThrow(/permission denied/);
});

test('no table holds a payment code, or a digest of one', async () => {
  const tables = await rowsOf<{ name: string }>(
    till.counter.databaseUrl,
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
      where schemaname not in ('pg_catalog', 'information_schema')`,
  );
  expect(tables.length).toBeGreaterThan(30);
  for (const { name } of tables)
    for (const code of Object.values(SANDBOX_PAYMENT_CODES)) {
      const found = await rowsOf(till.counter.databaseUrl, `select 1 from ${name} t where t::text like $1 limit 1`, [
        `%${code}%`,
      ]);
      expect(found, name).toEqual([]);
    }
});
