/** What can go wrong when somebody repays. One press is one charge, whatever happens. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fen } from '#shared/money/fen.ts';
import { refuse } from '#shared/refusals/refusal.ts';
import { openCounter, type Counter } from '../testing/counter.ts';
import { settle } from '../testing/manual-clock.ts';
import { PAYMENT_CODE, PHONE_LAST4, REFERENCE, repaymentView } from '../testing/repayments.ts';
import type { Snapshot } from './snapshot.ts';

let counter: Counter;
beforeEach(async () => {
  counter = await openCounter();
  await counter.reaches(({ server }) => server === 'online');
});
afterEach(() => counter.close());

const now = (): Snapshot => counter.session.current();
const charges = (): readonly string[] => counter.server.repayments.charges;
const asked = (): number => counter.server.calls.filter((name) => name === 'repayments.state').length;

describe('repaying, with bad luck', () => {
  test('a wrong reference or phone is said, keeps what was typed, and can be tried again', async () => {
    const { session } = counter;
    session.send({ kind: 'repay' });
    session.send({ kind: 'enter-reference', reference: REFERENCE });
    session.send({ kind: 'enter-phone-last4', digits: '1234' });
    const { screen } = await counter.reaches(({ notice }) => notice?.code === 'repayment-not-found');
    expect(screen).toMatchObject({ ask: 'phone', reference: REFERENCE, phoneLast4: '1234' });
    session.send({ kind: 'enter-phone-last4', digits: PHONE_LAST4 });
    expect(await counter.at('repay-choose')).toMatchObject({ notice: null });
  });

  test('a refused payment is said with its reason; a new code is a new payment', async () => {
    const { repayments } = counter.server;
    repayments.service = 'not-enough-money';
    await counter.toRepayPay();
    counter.scan(PAYMENT_CODE);
    expect((await counter.at('repay-refused')).screen).toMatchObject({ reason: 'not-enough-money' });
    // The next code before the button: nobody is charged by chance.
    counter.scan(PAYMENT_CODE);
    expect(now()).toMatchObject({ state: 'repay-refused', notice: { code: 'scan-is-payment-code' } });
    repayments.service = 'paid';
    counter.session.send({ kind: 'again' });
    counter.scan(PAYMENT_CODE);
    await counter.at('repay-done');
    expect(new Set(charges()).size).toBe(2);
  });

  test('a payment that is left open is asked for until it has ended, and never paid again', async () => {
    const { repayments } = counter.server;
    repayments.service = 'pending';
    await counter.toRepayPay();
    counter.scan(PAYMENT_CODE);
    await counter.wait(20_000);
    expect(now()).toMatchObject({ state: 'repay-working', notice: null });
    const asks = asked();
    expect(asks).toBeGreaterThan(3);
    expect(asks).toBeLessThan(10);
    counter.scan('250000000000000001');
    expect(now()).toMatchObject({ state: 'repay-working', notice: null });
    repayments.end(charges()[0] ?? '', 'paid');
    await counter.wait(5_000);
    expect(now()).toMatchObject({ state: 'repay-done' });
    expect(charges()).toHaveLength(1);
  });

  test('she may leave while it is open: the screen is free and nobody asks any more', async () => {
    counter.server.repayments.service = 'pending';
    await counter.toRepayPay();
    counter.scan(PAYMENT_CODE);
    await counter.wait(1_000);
    expect(counter.session.send({ kind: 'cancel' })).toEqual(refuse('not-allowed-here'));
    counter.session.send({ kind: 'leave' });
    expect(now().state).toBe('idle');
    const asks = asked();
    await counter.wait(60_000);
    expect(asked()).toBe(asks);
  });

  test('with nobody there, an open payment lets the screen go after three minutes', async () => {
    counter.server.repayments.service = 'pending';
    await counter.toRepayPay();
    counter.scan(PAYMENT_CODE);
    await counter.wait(170_000);
    expect(now()).toMatchObject({ state: 'repay-working' });
    await counter.wait(11_000);
    expect(now()).toMatchObject({ state: 'idle', notice: null });
  });

  test('a line that is lost after the payment arrived: asked for when it is back, one charge', async () => {
    await counter.toRepayPay();
    const { server } = counter;
    const pay = server.repayments.pay.bind(server.repayments);
    server.repayments.pay = (input) => {
      pay(input);
      return refuse('offline');
    };
    counter.scan(PAYMENT_CODE);
    await settle();
    await counter.lineIs('offline');
    await counter.wait(15_000);
    expect(now()).toMatchObject({ state: 'repay-working', server: 'offline' });
    await counter.lineIs('online');
    expect((await counter.at('repay-done')).screen).toMatchObject({ paid: { amountFen: 618_42 } });
    expect(charges()).toHaveLength(1);
  });

  test('a payment that never arrived is said; the next code goes under the same id, so that a late one is still one charge', async () => {
    await counter.toRepayPay();
    const { repayments } = counter.server;
    const pay = repayments.pay.bind(repayments);
    const sent: Parameters<typeof pay>[0][] = [];
    repayments.pay = (input) => {
      sent.push(input);
      if (sent.length === 1) return refuse('offline');
      // The first one comes out of some queue at last, just before the second.
      for (const late of sent.slice(0, -1)) pay(late);
      return pay(input);
    };
    counter.scan(PAYMENT_CODE);
    await counter.wait(1_000);
    const notArrived = { code: 'payment-refused', details: { what: 'not-arrived' } };
    expect(now()).toMatchObject({ state: 'repay-pay', notice: notArrived });
    expect(charges()).toEqual([]);
    counter.scan(PAYMENT_CODE);
    await counter.at('repay-done');
    expect(sent).toHaveLength(2);
    expect(charges()).toHaveLength(1);
  });

  test('amounts that have changed meanwhile are shown anew, with nothing charged', async () => {
    const { repayments } = counter.server;
    await counter.toRepayPay();
    repayments.loan = repaymentView({ version: 8, overdueFen: fen(619_00) });
    counter.scan(PAYMENT_CODE);
    await counter.reaches(({ state, busy }) => state === 'repay-choose' && !busy);
    expect(now()).toMatchObject({
      notice: { code: 'loan-changed' },
      screen: { offers: [{ choice: 'overdue', amountFen: 619_00 }, {}, {}] },
    });
    expect(charges()).toEqual([]);
  });

  test('a loan with another payment still open takes none, and it is said at once', async () => {
    await counter.toRepayPay();
    counter.server.plan('repayments.pay', refuse('payment-service-silent'));
    counter.server.plan('repayments.find', refuse('payment-service-silent'));
    counter.scan(PAYMENT_CODE);
    await counter.reaches(({ state }) => state === 'repay-find');
    expect(now()).toMatchObject({ screen: { ask: 'phone' }, notice: { code: 'payment-service-silent' } });
    expect(charges()).toEqual([]);
  });

  test('a late first try in conflict with the second is the payment that counts', async () => {
    await counter.toRepayPay();
    const { server } = counter;
    server.plan('repayments.pay', refuse('offline'));
    counter.scan(PAYMENT_CODE);
    await counter.wait(1_000);
    expect(now().state).toBe('repay-pay');
    const pay = server.repayments.pay.bind(server.repayments);
    server.repayments.pay = (input) => {
      pay({ ...input, service: 'wechat-pay' });
      return refuse('content-conflict');
    };
    counter.scan('250000000000000001');
    await counter.wait(1_000);
    expect(now()).toMatchObject({ state: 'repay-done', screen: { paid: { service: 'wechat-pay' } } });
    expect(charges()).toHaveLength(1);
  });

  test('a code pulled twice, and a button pressed twice, are one charge', async () => {
    await counter.toRepayPay();
    expect(counter.session.send({ kind: 'choose-repayment', choice: 'overdue' })).toEqual({ ok: true, value: null });
    counter.scan(PAYMENT_CODE);
    counter.scan(PAYMENT_CODE);
    await counter.at('repay-done');
    counter.scan(PAYMENT_CODE);
    await settle();
    expect(charges()).toHaveLength(1);
  });

  test('without a line nothing begins, and nothing is paid', async () => {
    await counter.toRepayPay();
    await counter.lineIs('offline');
    counter.scan(PAYMENT_CODE);
    expect(now()).toMatchObject({ state: 'repay-pay', notice: { code: 'offline' } });
    counter.session.send({ kind: 'cancel' });
    expect(counter.session.send({ kind: 'repay' })).toEqual(refuse('offline'));
    counter.scan(REFERENCE);
    expect(now()).toMatchObject({ state: 'idle', notice: { code: 'offline' } });
    expect(charges()).toEqual([]);
  });

  test('a scanner that is away is waited for where a code is due, and nowhere else', async () => {
    await counter.toRepayChoose();
    counter.session.tell({ kind: 'device-lost', device: 'scanner' });
    expect(now().paused).toBeNull();
    counter.session.send({ kind: 'choose-repayment', choice: 'payoff' });
    expect(now().paused).toEqual({ device: 'scanner' });
    counter.session.tell({ kind: 'device-back', device: 'scanner' });
    expect(now()).toMatchObject({ state: 'repay-pay', paused: null });
  });
});
