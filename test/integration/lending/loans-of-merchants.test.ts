import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fen, shareOf } from '#shared/money/fen.ts';
import type { LoanActionInput } from '#shared/wire/loans.ts';
import type { Role } from '#shared/wire/portal.ts';
import { permissionsOf } from '#server/auth/permissions.ts';
import { balanceOf, HOUSE } from '#server/ledger/index.ts';
import { loansRouter } from '#server/lending/servicing/router.ts';
import { findOrder, orderStatus } from '#server/orders/index.ts';
import { merchantScope, PLATFORM } from '#server/platform/database.ts';
import { codeOf, count, openCounter, valueOf, type Counter } from '../applications/counter.ts';
import { lend, loanOf, type Borrower } from './borrower.ts';

/** Loans as they are sold, seen and refunded by their merchant through the portal. */
let counter: Counter;
let borrower: Borrower;
let orderId: string;
let people = 700;
beforeAll(async () => {
  counter = await openCounter();
});
afterAll(() => counter.close());

function portal(role: Role, merchantId: string | null) {
  const staff = { id: v7(), name: '店长丙', username: role, role, permissions: permissionsOf(role), merchantId };
  return loansRouter.createCaller({ platform: counter.platform, staff });
}
const manager = () => portal('manager', counter.merchantId);
const stranger = () => portal('owner', v7());
const refund = (amountFen: number): LoanActionInput => ({
  kind: 'merchant-issued-refund',
  on: '2026-11-22',
  amountFen,
  note: '退货',
});

async function sold(): Promise<void> {
  borrower = await lend(counter, ++people);
  ({ orderId } = await loanOf(counter, borrower));
}

async function act(action: LoanActionInput, by = manager()) {
  const { version } = await loanOf(counter, borrower);
  return by.act({ commandId: v7(), loanId: borrower.loanId, version, action });
}

describe('a merchant', () => {
  beforeAll(sold);

  test('finds its loans by contract, reference and order; another one finds none of them', async () => {
    const { contractNumber, reference, id } = await loanOf(counter, borrower);
    const order = await counter.platform.db.transaction(PLATFORM, (tx) => findOrder(tx, orderId));
    for (const text of [contractNumber, reference.toLowerCase(), order?.number ?? '']) {
      expect(
        valueOf(await manager().list({ text })).items.map((loan) => loan.id),
        text,
      ).toContain(id);
      expect(valueOf(await stranger().list({ text })).items, text).toEqual([]);
    }
    expect(valueOf(await manager().list({ text: '%' })).items).toEqual([]);
    expect(valueOf(await manager().list({ status: 'settled' })).items).toEqual([]);
    expect(valueOf(await manager().ofOrder({ orderId }))?.id).toBe(id);
  });

  test('reads its loan as an operator does; to another one it is not there', async () => {
    const { loanId } = borrower;
    const mine = valueOf(await manager().get({ loanId }));
    expect(mine).toEqual(valueOf(await portal('service', null).get({ loanId })));
    expect(mine).toMatchObject({ shopperMasked: expect.stringContaining('*'), store: '县城总店', status: 'disbursed' });
    expect(codeOf(await stranger().get({ loanId }))).toBe('loan-not-found');
    expect(codeOf(await stranger().payoff({ loanId, on: '2026-11-22' }))).toBe('loan-not-found');
    expect(codeOf(await stranger().whatIf({ loanId, action: refund(1_00) }))).toBe('loan-not-found');
    expect(valueOf(await stranger().ofOrder({ orderId }))).toBeNull();
    expect(codeOf(await act(refund(1_00), stranger()))).toBe('loan-not-found');
  });

  test('may give goods back and nothing else; of the books it reads nothing', async () => {
    const { loanId } = borrower;
    const payment: LoanActionInput = { kind: 'repayment', on: '2026-11-22', amountFen: 1, note: '' };
    expect(codeOf(await act(payment))).toBe('not-permitted');
    expect(codeOf(await manager().whatIf({ loanId, action: payment }))).toBe('not-permitted');
    expect(codeOf(await act(refund(1_00), portal('clerk', counter.merchantId)))).toBe('not-permitted');
    expect(codeOf(await manager().journal({ loanId }))).toBe('not-permitted');
    expect(codeOf(await act(refund(1_00), portal('service', null)))).toBe('not-permitted');
    expect(codeOf(await act({ kind: 'write-off', on: '2026-11-22', note: 'x' }, portal('service', null)))).toBe(
      'not-permitted',
    );
    for (const table of ['commands', 'documents', 'offers'])
      await expect(
        counter.platform.db.transaction(merchantScope(counter.merchantId), (tx) =>
          tx.rows(`select * from lending.${table}`),
        ),
      ).rejects.toThrow(/permission denied/);
  });
});

describe('goods that come back', () => {
  beforeAll(sold);
  const fee = (amountFen: number) => shareOf(fen(amountFen), 150);
  const payable = async () =>
    0 -
    (await counter.platform.db.transaction(PLATFORM, (tx) =>
      balanceOf(tx, { bookId: HOUSE.id, account: '2202', partyId: counter.terminal.storeId }),
    ));

  test('in part: the preview says what the merchant gives back, net of the fee, and that is what is posted', async () => {
    const before = await payable();
    const { loanId } = borrower;
    const foreseen = valueOf(await manager().whatIf({ loanId, action: refund(1_000_33) }));
    expect(foreseen.merchant).toEqual({ netFen: fee(1_000_33) - 1_000_33, feeReturnedFen: fee(1_000_33) });
    const loan = valueOf(await act(refund(1_000_33)));
    expect(loan.rows).toEqual(foreseen.after.rows);
    expect(await payable()).toBe(before + (foreseen.merchant?.netFen ?? 0));
    expect(await status()).toBe('partially-refunded');
  });

  test('the rest: the whole fee has gone back to the fen, the order is refunded, and so is the loan', async () => {
    valueOf(await act(refund(1_999_67)));
    const loan = await loanOf(counter, borrower);
    expect(loan).toMatchObject({ status: 'refunded', outstandingFen: 0, overpaidFen: 0 });
    const posted = `select sum(case side when 'debit' then amount_fen else -amount_fen end)::bigint as count
      from ledger.entries e join ledger.transactions t on t.id = e.transaction_id
      where t.subject_id = $1 and e.account = '6021' and e.party_kind = 'house'`;
    expect(await count(counter, posted, [borrower.loanId])).toBe(0);
    expect(await status()).toBe('refunded');
    expect(codeOf(await act(refund(1)))).toBe('loan-not-open');
  });

  test('a return that is taken back leaves the order as it was, and can be booked again', async () => {
    const returns = async () =>
      (await loanOf(counter, borrower)).transactions.filter(
        ({ kind, isReversed, isReplaced }) => kind === 'merchant-issued-refund' && !isReversed && !isReplaced,
      );
    const [first, second] = await returns();
    const takeBack = (of = 0): LoanActionInput => ({ kind: 'undo', on: '2026-11-22', note: '', of });
    valueOf(await act(takeBack(second?.n)));
    expect(await status()).toBe('partially-refunded');
    valueOf(await act(takeBack(first?.n)));
    expect(await status()).toBe('settled');
    expect(await loanOf(counter, borrower)).toMatchObject({ status: 'disbursed' });
    valueOf(await act(refund(3_000_00)));
    expect(await status()).toBe('refunded');
  });

  test('after everything was paid: what comes is the shopper’s, and the time line has it', async () => {
    await sold();
    const operator = portal('administrator', null);
    valueOf(await act({ kind: 'pay-off', on: '2026-11-22', note: '' }, operator));
    valueOf(await act(refund(500_00)));
    expect(await loanOf(counter, borrower)).toMatchObject({ status: 'settled', overpaidFen: 500_00 });
    const lines = `select count(*)::bigint as count from orders.timeline where order_id = $1 and kind = 'refunded'`;
    expect(await count(counter, lines, [orderId])).toBe(1);
  });

  function status() {
    return counter.platform.db.transaction(PLATFORM, (tx) => orderStatus(tx, orderId));
  }
});

describe('whoever listens', () => {
  beforeAll(sold);

  test('hears of every command, of a standing only where it moved, and the audit log has who it was', async () => {
    const operator = portal('administrator', null);
    const events = () =>
      counter.platform.db.transaction(PLATFORM, (tx) =>
        tx.rows<{ topic: string; payload: Record<string, unknown> }>(
          `select topic, payload from platform.outbox where key = $1 and topic like 'loan.%' order by seq`,
          [borrower.loanId],
        ),
      );
    const before = (await events()).length;
    valueOf(await act({ kind: 'repayment', on: '2026-11-22', amountFen: 1_00, note: '' }, operator));
    valueOf(await act({ kind: 'pay-off', on: '2026-11-22', note: '' }, operator));
    const { loanId } = borrower;
    expect((await events()).slice(before)).toEqual([
      { topic: 'loan.changed', payload: { loanId, version: 2, kind: 'repayment' } },
      { topic: 'loan.changed', payload: { loanId, version: 3, kind: 'pay-off' } },
      { topic: 'loan.standing-changed', payload: { loanId, status: 'settled', bucket: 'M0', on: '2026-11-22' } },
    ]);
    const noted = `select count(*)::bigint as count from platform.audit
      where subject = $1 and action in ('loan.repayment', 'loan.pay-off') and actor like 'staff:%'`;
    expect(await count(counter, noted, [`loan:${loanId}`])).toBe(2);
  });

  test('finds every posting with the line behind it', async () => {
    const journal = valueOf(await portal('auditor', null).journal({ loanId: borrower.loanId }));
    expect(journal.map(({ kind, transaction }) => [kind, transaction])).toEqual([
      ['goods-delivered', null],
      ['loan-transaction', { n: 1, version: 1 }],
      ['loan-transaction', { n: 2, version: 1 }],
      ['money-passed-on', { n: 2, version: 1 }],
      ['loan-transaction', { n: 3, version: 1 }],
      ['money-passed-on', { n: 3, version: 1 }],
    ]);
  });
});
