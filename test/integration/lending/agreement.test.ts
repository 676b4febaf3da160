import { v7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { calendarDate } from '#shared/calendar/date.ts';
import { addFen, fen, subtractFen } from '#shared/money/fen.ts';
import type { LoanAction } from '#shared/wire/loans.ts';
import { reconciliation, trialBalance } from '#server/ledger/index.ts';
import { outstandingPrincipal, settlementOf, signContract } from '#server/lending/index.ts';
import { act, staffActor } from '#server/lending/servicing/index.ts';
import { deliverOrder } from '#server/orders/service/counter.ts';
import { merchantScope, PLATFORM, type Tx } from '#server/platform/database.ts';
import { permissionsOf } from '#server/auth/permissions.ts';
import { handleEvents, openCounter, valueOf, type Counter } from '../applications/counter.ts';
import { choosePlan, signing, type Chosen } from './signing.ts';

/** Loans with a history, under a clock that goes on with every look at it. */
let counter: Counter;
let chosen: Chosen;
let loanId: string;

beforeAll(async () => {
  const standing = await openCounter();
  const platform = { ...standing.platform, now: () => (standing.clock.now += 1) };
  counter = { ...standing, platform };
  chosen = await sell(1);
  const { loanId: sold } = valueOf(await signContract(platform, counter.terminal, signing(chosen, counter.clock.now)));
  loanId = sold;
  await deliver(chosen.orderId);
  const on = calendarDate('2026-11-22');
  const note = '';
  await perform({ kind: 'repayment', on, amountFen: fen(600_00), note, receivedAs: '' });
  await perform({ kind: 'merchant-issued-refund', on, amountFen: fen(1_000_00), note: '退货', refundsInterest: true });
  await perform({ kind: 'repayment', on, amountFen: fen(100_00), note, receivedAs: '' });
  await perform({ kind: 'undo', on, note: '记错', of: 2 });
});
afterAll(() => counter.close());

function sell(person: number): Promise<Chosen> {
  return choosePlan(counter, person);
}

async function deliver(orderId: string): Promise<void> {
  const { platform, merchantId, clerkId } = counter;
  const clerk = { id: clerkId, name: '店员甲', merchantId };
  const command = { commandId: v7(), orderId };
  valueOf(await platform.db.transaction(merchantScope(merchantId), (tx) => deliverOrder(platform, tx, clerk, command)));
  await handleEvents(counter);
}

async function perform(action: LoanAction): Promise<void> {
  const operator = { id: v7(), name: '客服', username: 'service', role: 'administrator' as const, merchantId: null };
  const actor = staffActor({ ...operator, permissions: permissionsOf('administrator') });
  const everything = {
    ...actor,
    permissions: new Set([...actor.permissions, 'loans.refund', 'loans.service'] as const),
  };
  valueOf(await act(counter.platform, { commandId: v7(), loanId, version: null, action, actor: everything }));
}

const inTx = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => counter.platform.db.transaction(PLATFORM, work);

/** Every instant at which anything was written, and the ones around it. */
async function instants(): Promise<number[]> {
  const rows = await inTx((tx) =>
    tx.rows<{ at: number }>(
      `select posted_at as at from ledger.transactions union select posted_at from lending.transactions
        union select posted_at from lending.reversals`,
    ),
  );
  return [...new Set(rows.flatMap(({ at }) => [at - 1, at, at + 1]))].sort((a, b) => a - b);
}

test('at every past instant account 1303 is what the loans’ own transactions say, and every book balances', async () => {
  const all = await instants();
  expect(all.length).toBeGreaterThanOrEqual(5 * 3 - 2);
  for (const at of all) {
    const [books, loans] = await inTx(async (tx) => [
      await trialBalance(counter.platform, tx, { at, valueOn: null, bookId: null }),
      await outstandingPrincipal(tx, { at, valueOn: null, lenderId: null }),
    ]);
    expect(books.balanced).toBe(true);
    expect(principalIn(books.accounts), `at ${at}`).toBe(loans);
  }
});

test('up to every value date too, and now it is what the loans stand at', async () => {
  for (const valueOn of [calendarDate('2026-11-21'), calendarDate('2026-11-22'), null]) {
    const [books, loans] = await inTx(async (tx) => [
      await trialBalance(counter.platform, tx, { at: null, valueOn, bookId: null }),
      await outstandingPrincipal(tx, { at: null, valueOn, lenderId: null }),
    ]);
    expect(principalIn(books.accounts)).toBe(loans);
    if (valueOn !== '2026-11-21') expect(loans).toBeGreaterThan(0);
  }
});

test('both books say the same of every lender at every past instant', async () => {
  for (const at of await instants()) {
    const { lenders } = await inTx((tx) => reconciliation(counter.platform, tx, { at }));
    expect(lenders.map(({ differenceFen }) => differenceFen).filter((difference) => difference !== 0)).toEqual([]);
  }
});

test('goods that came back make what is payable less, with the fee on them', async () => {
  const settlement = await counter.platform.db.transaction(merchantScope(counter.merchantId), (tx) =>
    settlementOf(tx, chosen.orderId),
  );
  expect(settlement).toEqual({
    grossFen: 3_000_00,
    refundedFen: 1_000_00,
    feeFen: 30_00,
    netFen: 1_970_00,
    payableOn: '2026-11-23',
  });
});

function principalIn(accounts: Awaited<ReturnType<typeof trialBalance>>['accounts']) {
  const loans = accounts.filter(({ code }) => code === '1303');
  return addFen(...loans.map(({ debitFen, creditFen }) => subtractFen(debitFen, creditFen)));
}
