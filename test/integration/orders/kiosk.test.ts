import { v7 } from 'uuid';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { orderDetail, type OrderDetail } from '#shared/wire/portal.ts';
import type { ProgressStep } from '#shared/wire/terminal.ts';
import { recordProgress } from '#server/orders/index.ts';
import { terminalOrdersRouter } from '#server/orders/terminal-router.ts';
import { PLATFORM } from '#server/platform/database.ts';
import type { Terminal } from '#server/platform/trpc.ts';
import { addShop, valueOf } from '../platform/house.ts';
import { detailOf, kindsOf, makeOrder, openCounter, type Counter } from './applicant.ts';

let counter: Counter;
let order: OrderDetail;
beforeAll(async () => {
  counter = await openCounter();
});
afterAll(() => counter.house.close());
beforeEach(async () => {
  order = await makeOrder(counter);
});

const kiosk = (terminal: Terminal | null = counter.shop.terminal) =>
  terminalOrdersRouter.createCaller({ platform: counter.house.platform, terminal, address: '127.0.0.1' });
const scan = (code = order.code ?? '', terminal?: Terminal) => kiosk(terminal).byCode({ code });
const step = (name: ProgressStep, sessionId: string, terminal?: Terminal) =>
  kiosk(terminal).progress({ orderId: order.id, sessionId, step: name });
const another = (): Terminal => ({ ...counter.shop.terminal, id: v7(), label: 'C9' });

describe('scanning a code', () => {
  test('shows the order with its lines', async () => {
    expect(valueOf(await scan())).toEqual({
      orderId: order.id,
      merchant: '甲家电',
      store: '总店',
      summary: '示例风扇 ×2',
      lines: [{ name: '示例风扇', quantity: 2, amountFen: 2_598_00 }],
      priceFen: 2_598_00,
      downPaymentFen: 598_00,
      principalFen: 2_000_00,
      expiresAt: order.codeExpiresAt,
    });
  });

  test('a terminal that did not prove itself sees nothing', async () => {
    expect(await kiosk(null).byCode({ code: order.code ?? '' })).toMatchObject({
      refusal: { code: 'terminal-unknown' },
    });
    expect(await kiosk(null).progress({ orderId: order.id, sessionId: v7(), step: 'order' })).toMatchObject({
      refusal: { code: 'terminal-unknown' },
    });
  });

  test('any other text is unreadable, an altered code forged, an old one expired', async () => {
    expect(await scan('6901234567892')).toMatchObject({ refusal: { code: 'order-code-unreadable' } });
    const code = order.code ?? '';
    const altered = code.slice(0, -10) + (code.at(-10) === 'A' ? 'B' : 'A') + code.slice(-9);
    expect(await scan(altered)).toMatchObject({ refusal: { code: 'order-code-forged' } });
    counter.house.clock.now += 2 * 3_600_000;
    expect(await scan()).toMatchObject({ refusal: { code: 'order-code-expired' } });
  });

  test("another merchant's terminal is told so, and cannot write on the time line", async () => {
    const other = await addShop(counter.house, '乙家电');
    expect(await scan(undefined, other.terminal)).toMatchObject({ refusal: { code: 'order-other-merchant' } });
    expect(await step('order', v7(), other.terminal)).toMatchObject({ refusal: { code: 'order-not-found' } });
  });

  test('a cancelled order is not open', async () => {
    valueOf(await counter.desk.mutate('orders.cancel', { orderId: order.id }, orderDetail));
    expect(await scan()).toMatchObject({ refusal: { code: 'order-not-open', details: { status: 'cancelled' } } });
  });
});

describe("a shopper's steps", () => {
  test('stand on the time line, each once in a session', async () => {
    const session = v7();
    const walked = ['order', 'consent', 'identity', 'face', 'identity', 'face', 'contact', 'review', 'order'] as const;
    for (const name of walked) valueOf(await step(name, session));
    expect((await detailOf(counter, order.id)).status).toBe('applying');
    const steps = ['taken-up', 'consented', 'identified', 'face-taken', 'contact-given', 'reviewing'];
    expect(await kindsOf(counter, order.id)).toEqual(['created', ...steps]);
    expect((await detailOf(counter, order.id)).timeline.at(-1)?.actor).toBe(counter.shop.terminal.label);
  });

  test('one who leaves frees the order for the next', async () => {
    const first = v7();
    valueOf(await step('order', first));
    valueOf(await step('left', first));
    expect((await detailOf(counter, order.id)).status).toBe('open');
    valueOf(await step('order', v7(), another()));
    expect(await kindsOf(counter, order.id)).toEqual(['created', 'taken-up', 'left', 'taken-up']);
  });

  test('while one has it in hand another terminal has to wait, but not for a kiosk that went dark', async () => {
    valueOf(await step('order', v7()));
    expect(await scan(undefined, another())).toMatchObject({ refusal: { code: 'order-not-open' } });
    expect(await step('order', v7(), another())).toMatchObject({ refusal: { code: 'order-not-open' } });
    valueOf(await scan());
    counter.house.clock.now += 10 * 60_000;
    valueOf(await scan(undefined, another()));
    valueOf(await step('order', v7(), another()));
  });

  test('a slow shopper keeps the order by going on', async () => {
    const session = v7();
    valueOf(await step('order', session));
    counter.house.clock.now += 9 * 60_000;
    valueOf(await step('identity', session));
    counter.house.clock.now += 9 * 60_000;
    expect(await scan(undefined, another())).toMatchObject({ refusal: { code: 'order-not-open' } });
  });

  test('a session that never had the order cannot give it away', async () => {
    valueOf(await step('order', v7()));
    valueOf(await step('left', v7()));
    expect((await detailOf(counter, order.id)).status).toBe('applying');
    expect(await kindsOf(counter, order.id)).not.toContain('left');
  });

  test('a step another context reports counts once in a visit', async () => {
    const report = () =>
      counter.house.platform.db.transaction(PLATFORM, (tx) =>
        recordProgress(counter.house.platform, tx, { orderId: order.id, kind: 'contract-read', actor: 'A7' }),
      );
    valueOf(await step('order', v7()));
    await report();
    await report();
    valueOf(await step('order', v7()));
    await report();
    expect(await kindsOf(counter, order.id)).toEqual([
      'created',
      'taken-up',
      'contract-read',
      'taken-up',
      'contract-read',
    ]);
  });
});
