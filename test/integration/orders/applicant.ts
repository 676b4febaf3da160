import { v7 } from 'uuid';
import { calendarDate } from '#shared/calendar/date.ts';
import { makePlan } from '#shared/lending/plan.ts';
import { fen } from '#shared/money/fen.ts';
import type { Result } from '#shared/refusals/refusal.ts';
import type { Outcome, TimelineKind } from '#shared/wire/decision.ts';
import { orderDetail, type OrderDetail } from '#shared/wire/portal.ts';
import { attachApplication, recordContract, recordDecision, recordWithdrawal } from '#server/orders/index.ts';
import { PLATFORM, type Tx } from '#server/platform/database.ts';
import { addShop, openHouse, signIn, valueOf, type Desk, type House, type Shop } from '../platform/house.ts';

/** A shop of its own with somebody at the portal, and the doors other contexts use on its orders. */
export interface Counter {
  house: House;
  shop: Shop;
  desk: Desk;
}

export async function openCounter(): Promise<Counter> {
  const house = await openHouse();
  const shop = await addShop(house, '甲家电');
  return { house, shop, desk: await signIn(house, shop.username) };
}

/** Two fans for 2,598 yuan, 598 of them paid down. */
export async function makeOrder({ desk, shop }: Pick<Counter, 'desk' | 'shop'>): Promise<OrderDetail> {
  const lines = [{ goodId: shop.goodId, quantity: 2 }];
  const input = { commandId: v7(), storeId: shop.storeId, lines, downPaymentFen: 598_00 };
  return valueOf(await desk.mutate('orders.create', input, orderDetail));
}

export async function detailOf({ desk }: Pick<Counter, 'desk'>, orderId: string): Promise<OrderDetail> {
  return valueOf(await desk.query('orders.get', { orderId }, orderDetail));
}

export async function kindsOf(counter: Pick<Counter, 'desk'>, orderId: string): Promise<TimelineKind[]> {
  return (await detailOf(counter, orderId)).timeline.map(({ kind }) => kind);
}

export const plan = makePlan({
  principalFen: fen(2_000_00),
  annualRateBps: 1_440,
  terms: 6,
  startOn: calendarDate('2026-11-22'),
});

/** An application and what becomes of it, as the contexts of credit tell the order. */
export interface Applicant {
  attach: () => Promise<Result<null>>;
  decide: (outcome: Outcome) => Promise<void>;
  withdraw: () => Promise<void>;
  contract: () => Promise<Result<null>>;
  reference: string;
}

export function applicantFor({ house: { platform } }: Pick<Counter, 'house'>, orderId: string): Applicant {
  const applicationId = v7();
  const reference = `A7-${applicationId.slice(-12).toUpperCase()}`;
  const facts = { orderId, applicationId };
  const inPlatform = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => platform.db.transaction(PLATFORM, work);
  const masked = { shopperMasked: '张*', phoneMasked: '138****5678', offline: false };
  return {
    reference,
    attach: () => inPlatform((tx) => attachApplication(platform, tx, { ...facts, reference, ...masked })),
    decide: (outcome) => {
      const status = outcome === 'approved' ? 'offered' : outcome;
      return inPlatform((tx) =>
        recordDecision(platform, tx, { ...facts, status, outcome, reasons: ['income-stable'] }),
      );
    },
    withdraw: () => inPlatform((tx) => recordWithdrawal(platform, tx, facts)),
    contract: () => {
      const paper = { contractNumber: `ZG-${reference}`, contractSha256: 'a'.repeat(64), lender: '示例银行', plan };
      return inPlatform((tx) => recordContract(platform, tx, { ...facts, loanId: v7(), ...paper }));
    },
  };
}
