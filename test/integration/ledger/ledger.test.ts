import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { calendarDate } from '#shared/calendar/date.ts';
import { fen } from '#shared/money/fen.ts';
import { goodsDelivered, loanBooked, post, trialBalance } from '#server/ledger/index.ts';
import { ledgerRouter } from '#server/ledger/router.ts';
import { PLATFORM, type Tx } from '#server/platform/database.ts';
import { codeOf, openCounter, valueOf, type Counter } from '../applications/counter.ts';

let counter: Counter;
beforeAll(async () => {
  counter = await openCounter();
});
afterAll(() => counter.close());

const on = calendarDate('2026-11-22');
const lender = { id: v7(), name: '示例银行' };
const merchant = { id: v7(), name: '示例商户' };
const inTx = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => counter.platform.db.transaction(PLATFORM, work);
const booking = (loanId: string, principal: number) =>
  loanBooked({ loanId, contractNumber: `ZG-${loanId}`, lender, principalFen: fen(principal), bookedOn: on });

describe('the books', () => {
  test('take a fact once, however often and at how many places at once it is told', async () => {
    const loanId = v7();
    await Promise.all(
      Array.from({ length: 8 }, () => inTx((tx) => post(counter.platform, tx, booking(loanId, 1_000_00)))),
    );
    const [row] = await inTx((tx) =>
      tx.rows<{ count: number }>('select count(*)::bigint as count from ledger.transactions where subject_id = $1', [
        loanId,
      ]),
    );
    expect(row?.count).toBe(1);
  });

  test('refuse the same fact with another amount', async () => {
    const loanId = v7();
    await inTx((tx) => post(counter.platform, tx, booking(loanId, 1_000_00)));
    await expect(inTx((tx) => post(counter.platform, tx, booking(loanId, 2_000_00)))).rejects.toThrow(/other entries/);
  });

  test('refuse a posting that does not balance before it reaches the database', async () => {
    const posting = booking(v7(), 1_000_00);
    const [debit] = posting.entries;
    if (!debit) throw new Error('a booking has entries');
    const lopsided = { ...posting, entries: [debit, { ...debit, side: 'credit' as const, amountFen: fen(1) }] };
    await expect(inTx((tx) => post(counter.platform, tx, lopsided))).rejects.toThrow(/does not balance/);
  });

  test('balance for any row of loans and deliveries, to the fen', async () => {
    const before = await inTx((tx) => trialBalance(counter.platform, tx));
    for (const [principal, fee] of [
      [3_333_33, 50_00],
      [1, 0],
      [99_999_99, 1_499_99],
    ] as const) {
      const orderId = v7();
      await inTx((tx) => post(counter.platform, tx, booking(v7(), principal)));
      const delivered = { orderId, lender, merchant, grossFen: fen(principal), feeFen: fen(fee), deliveredOn: on };
      await inTx((tx) => post(counter.platform, tx, goodsDelivered(delivered)));
    }
    const after = await inTx((tx) => trialBalance(counter.platform, tx));
    expect(after.balanced).toBe(true);
    expect(after.totalDebitFen).toBe(after.totalCreditFen);
    const grown = (code: string) => sum(after.accounts, code) - sum(before.accounts, code);
    expect([grown('1221'), grown('1321'), grown('2202'), grown('2314'), grown('6021')]).toEqual([
      103_333_33, 103_333_33, -101_783_34, -103_333_33, -1_549_99,
    ]);
  });
});

describe('the database itself', () => {
  test('refuses to change or remove what was booked', async () => {
    for (const statement of [
      'update ledger.entries set amount_fen = 1',
      'delete from ledger.entries',
      'update ledger.transactions set posted_at = 0',
      'delete from ledger.transactions',
      'truncate ledger.entries',
      `insert into ledger.accounts (code, kind) values ('9999', 'asset')`,
    ])
      await expect(inTx((tx) => tx.rows(statement))).rejects.toThrow(/permission denied/);
  });

  test('refuses at commit a transaction whose sides differ, or that has no entries', async () => {
    await expect(
      inTx((tx) =>
        raw(tx, [
          ['debit', 100],
          ['credit', 99],
        ]),
      ),
    ).rejects.toThrow(/does not balance/);
    await expect(inTx((tx) => raw(tx, [['debit', 100]]))).rejects.toThrow(/does not balance/);
    await expect(inTx((tx) => raw(tx, []))).rejects.toThrow(/does not balance/);
    await expect(
      inTx((tx) =>
        raw(tx, [
          ['debit', 100],
          ['credit', 100],
        ]),
      ),
    ).resolves.toBeUndefined();
  });

  test('refuses one more entry for a transaction that balances', async () => {
    const [row] = await inTx((tx) => tx.rows<{ id: string }>('select id from ledger.transactions limit 1'));
    const add = inTx((tx) =>
      tx.rows(
        `insert into ledger.entries (transaction_id, n, account, party_id, side, amount_fen)
         select $1, 9, '1221', id, 'debit', 5 from ledger.parties limit 1`,
        [row?.id],
      ),
    );
    await expect(add).rejects.toThrow(/does not balance/);
  });

  test('refuses amounts of nothing or less, and unknown accounts', async () => {
    await expect(
      inTx((tx) =>
        raw(tx, [
          ['debit', 0],
          ['credit', 0],
        ]),
      ),
    ).rejects.toThrow(/check constraint/);
    await expect(
      inTx((tx) =>
        raw(tx, [
          ['debit', -1],
          ['credit', -1],
        ]),
      ),
    ).rejects.toThrow(/check constraint/);
    await expect(
      inTx((tx) =>
        raw(
          tx,
          [
            ['debit', 1],
            ['credit', 1],
          ],
          '4711',
        ),
      ),
    ).rejects.toThrow(/foreign key/);
  });
});

test('who may read the ledger sees the trial balance and the principal of all loans; others do not', async () => {
  const staff = { id: v7(), name: '审计', username: 'auditor', role: 'auditor' as const, merchantId: null };
  const reader = ledgerRouter.createCaller({
    platform: counter.platform,
    staff: { ...staff, permissions: new Set(['ledger.read'] as const) },
  });
  expect(valueOf(await reader.trialBalance())).toMatchObject({ balanced: true, loanPrincipalFen: 0 });
  const other = ledgerRouter.createCaller({ platform: counter.platform, staff: { ...staff, permissions: new Set() } });
  expect(codeOf(await other.trialBalance())).toBe('not-permitted');
  const nobody = ledgerRouter.createCaller({ platform: counter.platform, staff: null });
  expect(codeOf(await nobody.trialBalance())).toBe('not-signed-in');
});

async function raw(tx: Tx, entries: ['debit' | 'credit', number][], account = '1221'): Promise<void> {
  const [id, party] = [v7(), v7()];
  await tx.rows(`insert into ledger.parties (id, kind, name) values ($1, 'lender', '示例')`, [party]);
  await tx.rows(
    `insert into ledger.transactions (id, kind, subject_id, content_hash, value_on, posted_at)
     values ($1, 'loan-booked', $2, 'x', '2026-11-22', 0)`,
    [id, v7()],
  );
  for (const [index, [side, amount]] of entries.entries())
    await tx.rows(
      `insert into ledger.entries (transaction_id, n, account, party_id, side, amount_fen) values ($1, $2, $3, $4, $5, $6)`,
      [id, index + 1, account, party, side, amount],
    );
}

function sum(accounts: readonly { code: string; debitFen: number; creditFen: number }[], code: string): number {
  return accounts.filter((row) => row.code === code).reduce((total, row) => total + row.debitFen - row.creditFen, 0);
}
