import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { v7 } from 'uuid';
import { contractFile, settlementOf, signContract } from '#server/lending/index.ts';
import { HOUSE, trialBalance } from '#server/ledger/index.ts';
import { bookedSales, listSettlements, payableFrom } from '#server/lending/index.ts';
import { deliverOrder } from '#server/orders/service/counter.ts';
import { findOrder } from '#server/orders/index.ts';
import { merchantScope, PLATFORM } from '#server/platform/database.ts';
import { shareOf } from '#shared/money/fen.ts';
import { calendarDate, startOfDate } from '#shared/calendar/date.ts';
import { sha256Hex } from '#shared/wire/hash.ts';
import { apply, handleEvents, openCounter, stateOf, valueOf, type Counter } from '../applications/counter.ts';
import { choosePlan, signing, type Chosen } from './signing.ts';

const ALL = { at: null, valueOn: null, bookId: null };
let counter: Counter;
let chosen: Chosen;
beforeAll(async () => {
  counter = await openCounter();
});
afterAll(() => counter.close());

describe('one sale, from the sealed application to the settlement line', () => {
  test('approved: four plans, nothing chosen, and a message for whoever has left', async () => {
    const { application } = await apply(counter, { person: 1 });
    const state = await stateOf(counter, application.id);
    expect(state.status).toBe('offered');
    expect(state.reasons).toEqual(['income-stable', 'face-not-checked']);
    expect(state.offer?.plans.map(({ terms }) => terms)).toEqual([3, 6, 9, 12]);
    expect(state.offer?.expiresAt).toBe(startOfDate(calendarDate('2026-11-23')));
    expect(counter.messages.map(({ phone }) => phone)).toEqual([application.phone]);
  });

  test('signed: loan, paper and order agree on one contract, and the books are empty', async () => {
    chosen = await choosePlan(counter, 2);
    const receipt = valueOf(await signContract(counter.platform, counter.terminal, signing(chosen, counter.clock.now)));
    expect(receipt).toMatchObject({
      contractNumber: `ZG-20261122-${receipt.reference}`,
      principalFen: 3_000_00,
      terms: 6,
      instalmentFen: chosen.plan.instalments[0]?.totalFen,
      totalFen: chosen.plan.totalFen,
      firstDueOn: '2026-12-22',
      merchant: '示例家电行',
      lender: '县联农商银行',
    });
    const state = await stateOf(counter, chosen.applicationId);
    expect(state).toMatchObject({ status: 'contracted', offer: null, receipt });
    await counter.platform.db.transaction(PLATFORM, async (tx) => {
      expect((await findOrder(tx, chosen.orderId))?.status).toBe('contracted');
      const paper = await contractFile(counter.platform, tx, chosen.orderId);
      expect(paper && sha256Hex(paper.pdf)).toBe(receipt.contractSha256);
      // Nothing moves before the goods do.
      expect((await trialBalance(counter.platform, tx, ALL)).accounts).toEqual([]);
    });
  });

  test('delivered: one settlement line with gross, fee and net, payable the next day, and the books still balance', async () => {
    const clerk = { id: counter.clerkId, name: '店员甲', merchantId: counter.merchantId };
    const command = { commandId: v7(), orderId: chosen.orderId };
    const scope = merchantScope(counter.merchantId);
    valueOf(await counter.platform.db.transaction(scope, (tx) => deliverOrder(counter.platform, tx, clerk, command)));
    await handleEvents(counter);
    const feeFen = shareOf(chosen.plan.principalFen, 150);
    await counter.platform.db.transaction(scope, async (tx) => {
      const amounts = { grossFen: 3_000_00, feeFen, netFen: 3_000_00 - feeFen };
      const payableOn = '2026-11-23';
      expect(await settlementOf(tx, chosen.orderId)).toEqual({ ...amounts, refundedFen: 0, payableOn });
      const page = await listSettlements(tx, { before: null, limit: 10 });
      expect(page).toMatchObject({ next: null, totals: { count: 1, ...amounts } });
      expect(page.items).toEqual([
        {
          id: expect.any(String),
          kind: 'sale',
          orderId: chosen.orderId,
          orderNumber: expect.stringMatching(/^D-1122-/),
          contractNumber: chosen.contract.number,
          summary: expect.any(String),
          store: '县城总店',
          deliveredAt: counter.clock.now,
          bookedAt: counter.clock.now,
          ...amounts,
          payableOn,
        },
      ]);
      expect(await payableFrom(tx, calendarDate(payableOn))).toEqual({ count: 1, ...amounts, payableOn });
      const nothing = { count: 0, grossFen: 0, feeFen: 0, netFen: 0, payableOn: null };
      expect(await payableFrom(tx, calendarDate('2026-11-24'))).toEqual(nothing);
      expect(await bookedSales(tx, { from: calendarDate('2026-11-22') })).toEqual([
        { on: '2026-11-22', salesFen: 3_500_00, count: 1 },
      ]);
    });
    await counter.platform.db.transaction(PLATFORM, async (tx) => {
      expect((await trialBalance(counter.platform, tx, ALL)).balanced).toBe(true);
      const balance = await trialBalance(counter.platform, tx, { ...ALL, bookId: HOUSE.id });
      expect(balance.balanced).toBe(true);
      expect(balance.totalDebitFen).toBe(balance.totalCreditFen);
      const sides = balance.accounts.map(({ code, debitFen, creditFen }) => [code, debitFen, creditFen]);
      expect(sides).toEqual([
        ['1221', 3_000_00, 0],
        ['2202', 0, 3_000_00 - feeFen],
        ['6021', 0, feeFen],
      ]);
    });
  });

  test('another merchant sees nothing of it', async () => {
    await counter.platform.db.transaction(merchantScope(v7()), async (tx) => {
      expect(await settlementOf(tx, chosen.orderId)).toBeNull();
      expect((await listSettlements(tx, { before: null, limit: 10 })).totals.count).toBe(0);
      expect(await bookedSales(tx, { from: calendarDate('2026-01-01') })).toEqual([]);
    });
  });

  test('a merchant has no right at all on loans, applications, decisions or the books', async () => {
    for (const table of [
      'lending.loans',
      'lending.documents',
      'applications.applications',
      'decision.records',
      'ledger.entries',
    ]) {
      const read = counter.platform.db.transaction(merchantScope(counter.merchantId), (tx) =>
        tx.rows(`select * from ${table}`),
      );
      await expect(read).rejects.toThrow(/permission denied/);
    }
  });
});
