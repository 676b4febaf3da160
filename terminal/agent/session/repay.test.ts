/** Somebody comes back to repay: the whole visit, and what is scanned in it. What can go wrong is in repay-bad-luck. */
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { receiptCode } from '#shared/lending/fingerprint.ts';
import { layOut } from '#shared/slip/layout.ts';
import { openCounter, type Counter } from '../testing/counter.ts';
import { PAYMENT_CODE, PHONE_LAST4, REFERENCE, repaymentView } from '../testing/repayments.ts';
import { orderCode } from '../testing/samples.ts';
import type { Snapshot } from './snapshot.ts';

let counter: Counter;
beforeEach(async () => {
  counter = await openCounter();
  await counter.reaches(({ server }) => server === 'online');
});
afterEach(() => counter.close());

const now = (): Snapshot => counter.session.current();
const charges = (): readonly string[] => counter.server.repayments.charges;

describe('one repayment', () => {
  test('goes from the reference to the slip, with one charge', async () => {
    const { session } = counter;
    expect(session.send({ kind: 'repay' })).toEqual({ ok: true, value: null });
    expect(now()).toMatchObject({
      step: { n: 1, of: 3 },
      canGoBack: true,
      screen: { ask: 'reference', reference: '' },
    });
    session.send({ kind: 'enter-reference', reference: ' a7-0193' });
    expect(now().screen).toEqual({ kind: 'repay-find', ask: 'phone', reference: REFERENCE, phoneLast4: '' });
    session.send({ kind: 'enter-phone-last4', digits: PHONE_LAST4 });
    expect(now().busy).toBe(true);
    expect((await counter.at('repay-choose')).screen).toEqual({
      kind: 'repay-choose',
      loan: repaymentView(),
      offers: [
        { choice: 'overdue', amountFen: 618_42 },
        { choice: 'next', amountFen: 1_233_67 },
        { choice: 'payoff', amountFen: 3_021_60 },
      ],
    });
    session.send({ kind: 'choose-repayment', choice: 'next' });
    const offer = { choice: 'next', amountFen: 1_233_67 };
    expect(now()).toMatchObject({ state: 'repay-pay', step: { n: 3, of: 3 }, screen: { offer } });
    counter.scan(PAYMENT_CODE);
    expect(now()).toMatchObject({ state: 'repay-working', canGoBack: false, screen: { offer } });
    const { screen } = await counter.at('repay-done');
    expect(screen).toMatchObject({ paid: { state: 'paid', ...offer, service: 'wechat-pay' } });
    expect(charges()).toHaveLength(1);
    const shown = now().printing?.slip;
    session.send({ kind: 'print-slip' });
    await counter.reaches(({ printing }) => printing?.state === 'printed');
    expect(counter.printer.slips).toEqual([shown]);
    session.send({ kind: 'done' });
    expect(now()).toMatchObject({ state: 'idle', notice: null });
  });

  test.each([
    ['a receipt', receiptCode('ZG-20260922-A7-0193', 'ab'.repeat(32))],
    ['a slip that says the reference alone', 'A7-0193'],
  ])('begins with the code of %s, too: on the first screen, and where the reference is asked for', async (_, code) => {
    const asksForPhone = { state: 'repay-find', screen: { ask: 'phone', reference: REFERENCE }, notice: null };
    counter.scan(code);
    expect(now()).toMatchObject(asksForPhone);
    counter.session.send({ kind: 'back' });
    expect(now().screen).toMatchObject({ ask: 'reference', reference: REFERENCE });
    counter.scan(code);
    counter.scan(code);
    expect(now()).toMatchObject(asksForPhone);
  });

  test('back leads through what was entered, and out', async () => {
    const { session } = counter;
    await counter.toRepayPay();
    session.send({ kind: 'back' });
    expect(now().state).toBe('repay-choose');
    session.send({ kind: 'back' });
    expect(now().screen).toMatchObject({ ask: 'phone', reference: REFERENCE, phoneLast4: PHONE_LAST4 });
    session.send({ kind: 'back' });
    session.send({ kind: 'back' });
    expect(now()).toMatchObject({ state: 'idle', notice: null });
    expect(charges()).toEqual([]);
  });

  test('who walks away from the amounts leaves nothing on the screen', async () => {
    await counter.toRepayChoose();
    counter.clock.turn(120_000);
    expect(now()).toMatchObject({ state: 'idle', screen: { kind: 'idle' } });
    expect(JSON.stringify(now())).not.toContain(REFERENCE);
  });

  test('the slip says what was paid and what is left, and holds no person', async () => {
    await counter.toRepayPay();
    counter.scan(PAYMENT_CODE);
    const { printing } = await counter.at('repay-done');
    const lines = printing === null ? [] : layOut(printing.slip, 32);
    const text = lines.flatMap((line) => (line.kind === 'text' ? [line.text] : [])).join('\n');
    for (const fact of ['还款凭条', REFERENCE, '￥618.42', '微信支付', '￥2,461.00', '2026年12月22日', '￥615.25'])
      expect(text).toContain(fact);
    expect(text).not.toContain(PHONE_LAST4.repeat(2));
    expect(lines.flatMap((line) => (line.kind === 'qr' ? [line.content] : []))).toEqual([REFERENCE]);
  });
});

describe('a code of the wrong kind', () => {
  test.each([
    ['an order', (): string => orderCode(), { code: 'not-allowed-here', details: { what: 'repaying' } }],
    ['goods', (): string => '6901234567892', { code: 'scan-has-no-reference' }],
    ['a payment code', (): string => PAYMENT_CODE, { code: 'scan-is-payment-code', details: { what: 'too-early' } }],
  ])('%s where the reference is asked for is named, and nothing is lost', async (_, code, notice) => {
    counter.session.send({ kind: 'repay' });
    counter.session.send({ kind: 'enter-reference', reference: REFERENCE });
    const before = now().screen;
    counter.scan(code());
    expect(now()).toMatchObject({ notice, screen: before });
  });

  test.each([
    ['an order', (): string => orderCode()],
    ['goods', (): string => '6901234567892'],
    ['a slip', (): string => REFERENCE],
  ])('%s where a payment code is due is not one', async (_, code) => {
    await counter.toRepayPay();
    counter.scan(code());
    expect(now()).toMatchObject({ state: 'repay-pay', notice: { code: 'payment-code-wanted' } });
  });

  test('a slip in the middle of buying changes nothing but the notice', async () => {
    await counter.toIdentity();
    counter.scan(REFERENCE);
    expect(now()).toMatchObject({ state: 'identity', notice: { code: 'not-allowed-here', details: { what: 'scan' } } });
  });
});

test('nothing of a payment code is in any snapshot, whatever becomes of the payment', async () => {
  const heard: unknown[] = [];
  counter.session.subscribe((snapshot) => heard.push(snapshot));
  counter.server.repayments.service = 'pending';
  await counter.toRepayPay();
  counter.scan(PAYMENT_CODE);
  await counter.wait(2_000);
  counter.server.repayments.end(charges()[0] ?? '', 'cancelled');
  await counter.wait(5_000);
  expect(now().state).toBe('repay-refused');
  const kept = inspect(heard, { depth: null }) + JSON.stringify(heard);
  expect(kept).not.toContain(PAYMENT_CODE);
  expect(kept).not.toContain('13************89');
});
