import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addFen, fen } from '#shared/money/fen.ts';
import { CONSUMPTION_SETTINGS } from '#shared/lending/servicing/index.ts';
import { hashOf } from '#shared/wire/hash.ts';
import { balanceOf } from '#server/ledger/index.ts';
import { payoffOf } from '#server/lending/index.ts';
import { codeOf, count, valueOf } from '../applications/counter.ts';
import { comeTo, dayAfter } from './borrower.ts';
import { expectSound, openDesk, START, type Desk } from './serviced.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.counter.close());

test('the product is serviced under the settings that the program has, by hash', async () => {
  const [product] = await desk.within((tx) => tx.rows('select version, settings, hash from lending.products'));
  expect(product).toEqual({ version: 1, settings: CONSUMPTION_SETTINGS, hash: hashOf(CONSUMPTION_SETTINGS) });
});

test('a loan that was paid out stands in the lender’s book as it was signed', async () => {
  const loan = await expectSound(desk, await desk.lend());
  expect(loan).toMatchObject({ status: 'disbursed', version: 1, overpaidFen: 0, accruedFen: 0, daysOverdue: 0 });
  expect(loan.transactions).toMatchObject([{ n: 1, kind: 'disbursement', amountFen: 3_000_00, valueOn: START }]);
  expect(addFen(...loan.rows.map(({ principalFen }) => principalFen))).toBe(3_000_00);
  expect(loan.nextDueOn).toBe('2026-12-22');
  expect(loan.dueFen).toBe(loan.rows[0]?.totalFen);
});

describe('a preview', () => {
  test.each([
    { kind: 'repayment', amountFen: 500_00 },
    { kind: 'pay-off' },
    { kind: 'payout-refund', amountFen: 700_00 },
    { kind: 'goodwill-credit', amountFen: 30_00 },
    { kind: 'charge', amountFen: 5_00, of: 'fee', dueOn: '2026-12-22' },
    { kind: 'write-off' },
    { kind: 'charge-off' },
    { kind: 'reschedule', fromOn: '2026-12-22', movedToOn: '2026-12-28' },
    { kind: 'reschedule', fromOn: '2026-12-22', extraTerms: 2 },
    { kind: 'interest-pause', fromOn: '2026-12-01', tillOn: '2026-12-10' },
    { kind: 're-age', startOn: '2027-01-05', terms: 6 },
    { kind: 're-amortize' },
  ] as const)('of $kind is what then happens, to the row and to the fen', async (action) => {
    const loanId = await desk.lend();
    await desk.perform(loanId, { kind: 'repayment', amountFen: 200_00 });
    const foreseen = valueOf(await desk.preview(loanId, action));
    const stored = await desk.loan(loanId);
    expect(foreseen.before.rows).toEqual(stored.rows);
    const loan = await desk.perform(loanId, action);
    expect(loan.rows).toEqual(foreseen.after.rows);
    expect(loan.outstandingFen).toBe(foreseen.after.outstandingFen);
    expect(loan.overpaidFen).toBe(foreseen.after.overpaidFen);
    expect(loan.status).toBe(foreseen.after.status);
    const known = stored.transactions.map(({ n, version }) => `${n}.${version}`);
    const came = loan.transactions.filter(({ n, version }) => !known.includes(`${n}.${version}`));
    expect(came).toEqual(foreseen.transactions);
    expect(loan.version).toBe(foreseen.version + 1);
    await expectSound(desk, loanId);
  });

  test('stores nothing', async () => {
    const loanId = await desk.lend();
    const rows = () => count(desk.counter, 'select count(*)::bigint as count from lending.commands');
    const before = await rows();
    valueOf(await desk.preview(loanId, { kind: 'pay-off' }));
    expect(await rows()).toBe(before);
    expect((await desk.loan(loanId)).version).toBe(1);
  });

  test('says how much less is paid in all', async () => {
    const loanId = await desk.lend();
    const { outstandingFen } = await desk.loan(loanId);
    expect(valueOf(await desk.preview(loanId, { kind: 'pay-off' })).savedFen).toBe(outstandingFen - 3_000_00);
    expect(
      valueOf(await desk.preview(loanId, { kind: 'goodwill-credit', amountFen: 10_00 })).savedFen,
    ).toBeGreaterThanOrEqual(10_00);
    expect(
      valueOf(await desk.preview(loanId, { kind: 'charge', amountFen: 5_00, of: 'fee', dueOn: '2026-12-22' })).savedFen,
    ).toBe(-5_00);
  });
});

describe('a command', () => {
  test('asked again is answered again and done once; with other content it is a conflict', async () => {
    const loanId = await desk.lend();
    const commandId = v7();
    const first = valueOf(await desk.ask(loanId, { kind: 'repayment', amountFen: 100_00 }, { commandId }));
    expect(valueOf(await desk.ask(loanId, { kind: 'repayment', amountFen: 100_00 }, { commandId }))).toEqual(first);
    expect(codeOf(await desk.ask(loanId, { kind: 'repayment', amountFen: 100_01 }, { commandId }))).toBe(
      'content-conflict',
    );
    expect((await expectSound(desk, loanId)).transactions).toHaveLength(2);
  });

  test('eight times at once is done once and answered the same', async () => {
    const loanId = await desk.lend();
    const commandId = v7();
    const pay = () => desk.ask(loanId, { kind: 'repayment', amountFen: 100_00 }, { commandId, version: 1 });
    const answers = (await Promise.all(Array.from({ length: 8 }, pay))).map(valueOf);
    expect(answers).toEqual(Array.from({ length: 8 }, () => ({ loanId, version: 2, lines: [2] })));
    expect((await expectSound(desk, loanId)).transactions).toHaveLength(2);
  });

  test('eight commands at once for the version they saw: one is done, seven are told that the loan changed', async () => {
    const loanId = await desk.lend();
    const pay = () => desk.ask(loanId, { kind: 'repayment', amountFen: 100_00 }, { version: 1 });
    const codes = (await Promise.all(Array.from({ length: 8 }, pay))).map(codeOf).sort();
    expect(codes).toEqual([...Array.from({ length: 7 }, () => 'loan-changed'), 'ok']);
    expect((await expectSound(desk, loanId)).version).toBe(2);
  });

  test('that is refused leaves nothing behind', async () => {
    const loanId = await desk.lend();
    const before = await desk.loan(loanId);
    for (const [asked, code] of [
      [{ kind: 'repayment', amountFen: 1, on: '2026-11-23' }, 'value-date-in-future'],
      [{ kind: 'repayment', amountFen: 1, on: '2026-11-21' }, 'value-date-too-early'],
      [{ kind: 'merchant-issued-refund', amountFen: 3_000_01 }, 'amount-above-paid'],
      [{ kind: 'chargeback', amountFen: 1, of: 9 }, 'transaction-not-found'],
      [{ kind: 'credit-balance-refund', amountFen: 1 }, 'credit-balance-too-low'],
      [{ kind: 'charge', amountFen: 200_00, of: 'fee', dueOn: '2026-12-22' }, 'charge-above-ceiling'],
      [{ kind: 'charge-waiver', amountFen: 1, of: 'fee' }, 'amount-above-paid'],
      [{ kind: 'reschedule', fromOn: '2026-11-22', annualRateBps: 2_400 }, 'rate-above-ceiling'],
      [{ kind: 'reschedule', fromOn: '2026-12-22' }, 'schedule-not-possible'],
      [{ kind: 'recovery', amountFen: 1 }, 'loan-not-open'],
      [{ kind: 'undo', of: 1 }, 'not-undoable'],
      [{ kind: 'undo', of: 9 }, 'transaction-not-found'],
    ] as const)
      expect(codeOf(await desk.ask(loanId, asked)), asked.kind).toBe(code);
    expect(await desk.loan(loanId)).toEqual(before);
  });
});

test('a payoff quoted for today and paid today closes the loan, with nothing left anywhere', async () => {
  const loanId = await desk.lend();
  await desk.perform(loanId, { kind: 'charge', amountFen: 5_00, of: 'fee', dueOn: START });
  const { platform } = desk.counter;
  const quote = valueOf(await desk.within((tx) => payoffOf(platform, tx, { loanId, on: START })));
  expect(quote.totalFen).toBe(3_005_00);
  const loan = await desk.perform(loanId, { kind: 'repayment', amountFen: quote.totalFen });
  expect(loan).toMatchObject({ status: 'settled', outstandingFen: 0, overpaidFen: 0, payoff: null, accruedFen: 0 });
  for (const account of ['1303', '1132', '2203'] as const)
    expect(await desk.within((tx) => balanceOf(tx, { account, partyId: loanId }))).toBe(0);
  await expectSound(desk, loanId);
  expect(codeOf(await desk.within((tx) => payoffOf(platform, tx, { loanId, on: START })))).toBe('loan-not-open');
});

describe('what is overpaid', () => {
  test('is owed to the shopper, and goes back', async () => {
    const loanId = await desk.lend();
    const paid = await desk.perform(loanId, { kind: 'repayment', amountFen: 3_100_00 });
    expect(paid).toMatchObject({ status: 'settled', overpaidFen: 100_00, outstandingFen: 0 });
    await expectSound(desk, loanId);
    expect(codeOf(await desk.ask(loanId, { kind: 'credit-balance-refund', amountFen: 100_01 }))).toBe(
      'credit-balance-too-low',
    );
    await desk.perform(loanId, { kind: 'credit-balance-refund', amountFen: 100_00 });
    expect(await expectSound(desk, loanId)).toMatchObject({ status: 'settled', overpaidFen: 0, outstandingFen: 0 });
  });

  test('comes from money given back after everything was paid', async () => {
    const loanId = await desk.lend();
    await desk.perform(loanId, { kind: 'pay-off' });
    await desk.perform(loanId, { kind: 'payout-refund', amountFen: 3_000_00 });
    expect(await expectSound(desk, loanId)).toMatchObject({ status: 'refunded', overpaidFen: 3_000_00 });
  });
});

describe('what is taken back', () => {
  test.each([
    { kind: 'repayment', amountFen: 500_00 },
    { kind: 'pay-off' },
    { kind: 'payout-refund', amountFen: 700_00 },
    { kind: 'goodwill-credit', amountFen: 30_00 },
    { kind: 'interest-payment-waiver', amountFen: 1_00 },
    { kind: 'charge', amountFen: 5_00, of: 'fee', dueOn: '2026-12-22' },
    { kind: 'charge-off' },
    { kind: 'write-off' },
    { kind: 're-amortize' },
    { kind: 're-age', startOn: '2027-01-05', terms: 6 },
    { kind: 'reschedule', fromOn: '2026-12-22', extraTerms: 2 },
    { kind: 'interest-pause', fromOn: '2026-12-01', tillOn: '2026-12-10' },
    { kind: 'delinquency-pause', fromOn: '2026-12-01', tillOn: '2026-12-10' },
  ] as const)('$kind: the loan is as it was, and both lines stay', async (action) => {
    const loanId = await desk.lend();
    const before = await desk.loan(loanId);
    const acted = valueOf(await desk.ask(loanId, action));
    const of = acted.lines[0] ?? 0;
    const foreseen = valueOf(await desk.preview(loanId, { kind: 'undo', of }));
    const loan = await desk.perform(loanId, { kind: 'undo', of, note: '记错了' });
    expect(foreseen.after.rows).toEqual(loan.rows);
    expect(loan.rows).toEqual(before.rows);
    expect(loan.status).toBe(before.status);
    expect(loan.transactions.find(({ n }) => n === of)).toMatchObject({ isReversed: true });
    expect(codeOf(await desk.ask(loanId, { kind: 'undo', of }))).toBe('not-undoable');
    await expectSound(desk, loanId);
  });

  test('a payment that came back can’t be undone, its chargeback can', async () => {
    const loanId = await desk.lend();
    await desk.perform(loanId, { kind: 'repayment', amountFen: 500_00 });
    await desk.perform(loanId, { kind: 'chargeback', amountFen: 300_00, of: 2 });
    expect(codeOf(await desk.ask(loanId, { kind: 'chargeback', amountFen: 200_01, of: 2 }))).toBe('amount-above-paid');
    expect(codeOf(await desk.ask(loanId, { kind: 'undo', of: 2 }))).toBe('not-undoable');
    await expectSound(desk, loanId);
    await desk.perform(loanId, { kind: 'undo', of: 3 });
    await desk.perform(loanId, { kind: 'undo', of: 2 });
    expect((await expectSound(desk, loanId)).outstandingFen).toBe((await desk.loan(await desk.lend())).outstandingFen);
  });

  test('charges that were waived are owed again', async () => {
    const loanId = await desk.lend();
    await desk.perform(loanId, { kind: 'charge', amountFen: 5_00, of: 'fee', dueOn: START });
    const charged = await desk.loan(loanId);
    await desk.perform(loanId, { kind: 'charge-waiver', amountFen: 5_00, of: 'fee' });
    expect((await expectSound(desk, loanId)).outstandingFen).toBe(charged.outstandingFen - 5_00);
    await desk.perform(loanId, { kind: 'undo', of: 3 });
    expect((await expectSound(desk, loanId)).outstandingFen).toBe(charged.outstandingFen);
  });
});

describe('a loan that was written off', () => {
  test('is no one’s asset any more; what comes later is recovered', async () => {
    const loanId = await desk.lend();
    expect(await desk.perform(loanId, { kind: 'write-off' })).toMatchObject({
      status: 'written-off',
      outstandingFen: 0,
    });
    expect(codeOf(await desk.ask(loanId, { kind: 'pay-off' }))).toBe('loan-not-open');
    await desk.perform(loanId, { kind: 'recovery', amountFen: 250_00, receivedAs: 'R-1' });
    const loan = await expectSound(desk, loanId);
    expect(loan.transactions.at(-1)).toMatchObject({ kind: 'recovery', note: 'R-1', amountFen: 250_00 });
    expect(await desk.within((tx) => balanceOf(tx, { account: '6301', partyId: loanId }))).toBe(-250_00);
    expect(await desk.within((tx) => balanceOf(tx, { account: '6702', partyId: loanId }))).toBe(3_000_00);
  });
});

describe('as days go by', () => {
  test('a repayment that was late in being entered is played in its place; the former lines stay', async () => {
    const loanId = await desk.lend();
    await comeTo(desk.counter, dayAfter('2026-12-22', 0));
    await desk.perform(loanId, { kind: 'repayment', amountFen: 400_00, on: '2026-12-22', note: '柜台' });
    await comeTo(desk.counter, dayAfter('2026-12-22', 3));
    const foreseen = valueOf(await desk.preview(loanId, { kind: 'repayment', amountFen: 1_000_00, on: '2026-12-01' }));
    expect(foreseen.transactions.map(({ n, version }) => [n, version])).toEqual([
      [2, 2],
      [3, 1],
    ]);
    const loan = await desk.perform(loanId, { kind: 'repayment', amountFen: 1_000_00, on: '2026-12-01' });
    expect(loan.transactions.map(({ n, version, isReplaced, note }) => [n, version, isReplaced, note])).toEqual([
      [1, 1, false, ''],
      [2, 1, true, '柜台'],
      [2, 2, false, '柜台'],
      [3, 1, false, ''],
    ]);
    expect(loan.rows).toEqual(foreseen.after.rows);
    await expectSound(desk, loanId);
    const postings = await desk.within((tx) =>
      tx.rows<{ reference: string; reverses: string | null }>(
        `select t.reference, o.reference as reverses from ledger.transactions t
           left join ledger.transactions o on o.id = t.reverses_id
          where t.subject_id = $1 and t.kind = 'loan-transaction' and t.reference like '%:2:%' order by t.seq`,
        [loanId],
      ),
    );
    expect(postings).toEqual([
      { reference: `${loanId}:2:1`, reverses: null },
      { reference: `${loanId}:2:1:taken-back`, reverses: `${loanId}:2:1` },
      { reference: `${loanId}:2:2`, reverses: null },
    ]);
  });

  test('a loan paid to schedule and paid off in between ends with all income booked and nothing left', async () => {
    const loanId = await desk.lend(3_000_00, 6);
    const [first] = (await desk.loan(loanId)).rows;
    const { businessOn } = await desk.loan(loanId);
    await comeTo(desk.counter, dayAfter(businessOn, 40));
    const late = await expectSound(desk, loanId);
    expect(late).toMatchObject({ status: 'overdue', bucket: 'M1' });
    expect(late.rows[0]?.penaltyFen).toBeGreaterThan(0);
    await desk.perform(loanId, { kind: 'repayment', amountFen: first?.totalFen ?? fen(1), on: late.businessOn });
    await expectSound(desk, loanId);
    const { payoff } = await desk.loan(loanId);
    expect(payoff?.interestFen).toBeGreaterThan(0);
    await desk.perform(loanId, { kind: 'pay-off', on: late.businessOn });
    const settled = await expectSound(desk, loanId);
    expect(settled).toMatchObject({ status: 'settled', outstandingFen: 0, accruedFen: 0, daysOverdue: 0 });
    const paid = addFen(...settled.rows.map(({ interestFen }) => interestFen));
    expect(0 - (await desk.within((tx) => balanceOf(tx, { account: '6011', partyId: loanId })))).toBe(paid);
  });

  test('a loan that was paid off and whose payment came back is late at once, and earns again', async () => {
    const loanId = await desk.lend(3_000_00, 3);
    const { businessOn } = await desk.loan(loanId);
    await desk.perform(loanId, { kind: 'pay-off', on: businessOn });
    await comeTo(desk.counter, dayAfter(businessOn, 40));
    await desk.perform(loanId, { kind: 'undo', of: 2, on: businessOn });
    expect(await expectSound(desk, loanId)).toMatchObject({ status: 'overdue', daysOverdue: expect.any(Number) });
    await comeTo(desk.counter, dayAfter(businessOn, 41));
    expect((await expectSound(desk, loanId)).accruedFen).toBeGreaterThan(0);
  });
});
