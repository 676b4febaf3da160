import { afterEach, describe, expect, test } from 'vitest';
import { refuse } from '#shared/refusals/refusal.ts';
import { openCounter, type Counter } from '../testing/counter.ts';
import { settle } from '../testing/manual-clock.ts';
import { orderCode, PHONE, signature } from '../testing/samples.ts';

let counter: Counter;
afterEach(() => counter.close());

async function toContract(): Promise<void> {
  await counter.toReview();
  counter.session.send({ kind: 'submit' });
  await counter.at('offers');
  counter.session.send({ kind: 'choose-plan', terms: 6 });
  counter.session.send({ kind: 'accept-plan' });
  await counter.at('cost-statement');
  counter.session.send({ kind: 'sign-cost-statement', readToEnd: true, signature });
  await counter.at('contract');
}

const sign = { kind: 'sign-contract', readToEnd: true, signature } as const;

describe('signing without a server', () => {
  test('with the line down nothing is signed, and with the line back the same page is', async () => {
    counter = await openCounter();
    await toContract();
    await counter.lineIs('offline');
    expect(counter.session.send(sign)).toEqual(refuse('offline'));
    expect(counter.session.current()).toMatchObject({ state: 'contract', notice: { code: 'offline' } });
    await counter.lineIs('online');
    counter.session.send(sign);
    await counter.at('receipt');
  });

  test.each(['leave', 'time-out'] as const)(
    'after %s the command is repeated until answered, unseen by the next shopper',
    async (how) => {
      counter = await openCounter();
      await toContract();
      counter.server.plan('contracts.sign', ...Array.from({ length: 20 }, () => refuse('server-fault')));
      counter.session.send(sign);
      await settle();
      if (how === 'leave') counter.session.send({ kind: 'leave' });
      else counter.clock.turn(180_000);
      expect(counter.session.current()).toMatchObject({ state: 'idle', order: null });
      counter.scan(orderCode());
      await counter.at('order');
      counter.server.instead.delete('contracts.sign');
      counter.clock.turn(36_000);
      await settle();
      expect(counter.server.signed).toHaveLength(1);
      expect(counter.session.current()).toMatchObject({ state: 'order', notice: null });
    },
  );
});

describe('a message gateway that is down', () => {
  test('the code is skipped, and the application may be submitted unverified', async () => {
    counter = await openCounter();
    await counter.toContact();
    counter.server.plan('phone.requestCode', refuse('server-fault'), refuse('server-fault'));
    counter.session.send({ kind: 'enter-phone', phone: PHONE });
    await counter.asks('income');
    counter.session.send({ kind: 'choose-income', band: '4000-6000' });
    counter.session.send({ kind: 'choose-occupation', occupation: 'farming' });
    const { screen } = await counter.at('review');
    expect(screen).toMatchObject({ phoneVerified: false, verifyPhoneFirst: false });
    counter.server.decide = () => ({ status: 'more-needed', reasons: ['phone-unverified'] });
    counter.session.send({ kind: 'submit' });
    await counter.at('phone-check');
    await counter.reaches(({ notice }) => notice?.code === 'server-fault');
    expect(counter.session.send({ kind: 'leave' }).ok).toBe(true);
  });
});

describe('a deserted session', () => {
  test('a loose plug, a card that cannot be read and a flapping line do not keep it', async () => {
    counter = await openCounter();
    await counter.toIdentity();
    for (let turn = 0; turn < 4; turn += 1) {
      counter.clock.turn(29_000);
      counter.session.tell({ kind: 'card-failed', code: 'card-damaged' });
      counter.session.tell({ kind: 'device-lost', device: 'reader' });
      counter.session.tell({ kind: 'device-back', device: 'reader' });
      counter.session.tell({ kind: 'line-gone' });
      counter.session.tell({ kind: 'line-back' });
    }
    counter.clock.turn(4_000);
    expect(counter.session.current().state).toBe('idle');
  });

  test('a card that is found again leaves standing what was wrong with it', async () => {
    counter = await openCounter();
    await counter.toIdentity();
    counter.session.tell({ kind: 'card-failed', code: 'card-damaged' });
    counter.session.tell({ kind: 'card-found' });
    expect(counter.session.current()).toMatchObject({ notice: { code: 'card-damaged' }, screen: { phase: 'reading' } });
  });
});

test('a withdrawal that cannot be written leaves no old screen, and is written and told when it can be', async () => {
  let isFull = true;
  counter = await openCounter({
    vaultWith: {
      askWithdrawal: (applicationId, now) => {
        if (isFull) throw new Error('no space left');
        counter.vault.askWithdrawal(applicationId, now);
      },
    },
  });
  await counter.toReview();
  counter.session.send({ kind: 'submit' });
  await counter.at('offers');
  expect(counter.session.send({ kind: 'cancel' }).ok).toBe(true);
  expect(counter.session.current()).toMatchObject({ state: 'idle', order: null });
  isFull = false;
  counter.clock.turn(30_000);
  await settle();
  expect(counter.server.withdrawn).toHaveLength(1);
});
