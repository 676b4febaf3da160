import { afterEach, describe, expect, test } from 'vitest';
import type { Screen } from './snapshot.ts';
import { calendarDate } from '#shared/calendar/date.ts';
import { citizenCheckCharacter } from '#shared/identity/number.ts';
import { refuse } from '#shared/refusals/refusal.ts';
import { openCounter, type Counter } from '../testing/counter.ts';
import { settle } from '../testing/manual-clock.ts';
import { cardFields, CODE, contractFor, orderCode, PHONE, signature, takeFace } from '../testing/samples.ts';

let counter: Counter;
afterEach(() => counter.close());

const idOf = (): string => counter.server.accepted.at(-1)?.id ?? '';

describe('bad luck', () => {
  test.each([
    ['order-code-unreadable', (): string => 'ZG1.hello'],
    ['scan-is-payment-code', (): string => '134567890123456789'],
    ['scan-is-goods', (): string => '6901234567892'],
    ['scan-is-goods', (): string => '(01)06901234567890'],
    ['scan-is-other-code', (): string => 'https://qr.alipay.com/example'],
    ['scan-is-other-code', (): string => 'hello'],
    ['order-code-expired', (): string => orderCode({ expiresAt: 1 })],
    ['order-other-merchant', (): string => orderCode({ merchantId: '01939d1c-0000-7000-8000-00000000ffff' })],
    ['order-code-forged', (): string => orderCode().replace(/.$/, (last) => (last === 'A' ? 'Q' : 'A'))],
  ] as const)('%s is said on the idle screen, and goes by itself', async (code, text) => {
    counter = await openCounter();
    counter.scan(text());
    expect(counter.session.current()).toMatchObject({ state: 'idle', notice: { code } });
    counter.clock.turn(120_000);
    expect(counter.session.current()).toMatchObject({ state: 'idle', notice: null });
  });

  test('nothing of a payment code is kept, wherever in a visit it was scanned', async () => {
    const heard: unknown[] = [];
    counter = await openCounter();
    counter.session.subscribe((snapshot) => heard.push(snapshot));
    counter.scan('134567890123456789');
    await counter.toIdentity();
    counter.scan('134567890123456789');
    expect(heard.length).toBeGreaterThan(1);
    expect(JSON.stringify(heard)).not.toContain('4567890');
  });

  test('an order that is not open any more is said on the idle screen', async () => {
    counter = await openCounter();
    await counter.reaches(({ server }) => server === 'online');
    counter.server.plan('orders.byCode', refuse('order-not-open'));
    counter.scan(orderCode());
    await counter.reaches(({ notice }) => notice?.code === 'order-not-open');
    expect(counter.session.current().state).toBe('idle');
  });

  test('a scan in the middle of a session changes nothing but the notice', async () => {
    counter = await openCounter();
    await counter.toIdentity();
    const before = counter.session.current();
    counter.scan(orderCode());
    expect(counter.session.current()).toMatchObject({
      order: before.order,
      screen: before.screen,
      notice: { code: 'not-allowed-here' },
    });
  });

  test.each(['card-taken-away', 'card-damaged', 'card-unsupported', 'card-not-genuine', 'reader-fault'] as const)(
    '%s: said, still waiting, and the next card is read',
    async (code) => {
      counter = await openCounter();
      await counter.toIdentity();
      counter.session.tell({ kind: 'card-found' });
      counter.session.tell({ kind: 'card-failed', code });
      expect(counter.session.current()).toMatchObject({ notice: { code }, screen: { phase: 'waiting' } });
      counter.readCard();
      expect(counter.session.current()).toMatchObject({ notice: null, screen: { phase: 'read' } });
    },
  );

  test('an expired card and one that contradicts itself are not taken', async () => {
    counter = await openCounter();
    await counter.toIdentity();
    counter.readCard(cardFields({ validTo: calendarDate('2021-01-01') }));
    expect(counter.session.current()).toMatchObject({ notice: { code: 'card-expired' }, screen: { phase: 'waiting' } });
    counter.readCard(cardFields({ sex: 'female' }));
    expect(counter.session.current()).toMatchObject({
      notice: { code: 'card-inconsistent' },
      screen: { phase: 'waiting' },
    });
    expect(counter.session.send({ kind: 'continue' })).toEqual(refuse('not-allowed-here'));
  });

  test('what says nothing against a card is kept with it, and the card is taken', async () => {
    counter = await openCounter();
    await counter.toIdentity();
    const digits = '99000119900307001';
    const fields = cardFields({ number: digits + citizenCheckCharacter(digits) });
    counter.session.tell({ kind: 'card-read', fields, photo: new Uint8Array(9), warnings: ['photo-unrecognised'] });
    expect(counter.session.current()).toMatchObject({ notice: null, screen: { phase: 'read' } });
  });

  test('a reader that is unplugged pauses the step, loses nothing, and is woken when it returns', async () => {
    counter = await openCounter();
    await counter.toIdentity();
    counter.session.tell({ kind: 'device-lost', device: 'reader' });
    expect(counter.session.current()).toMatchObject({ state: 'identity', paused: { device: 'reader' } });
    counter.session.tell({ kind: 'device-back', device: 'reader' });
    expect(counter.session.current().paused).toBeNull();
    expect(counter.reader).toEqual(['wake', 'wake']);
  });

  test.each([
    ['no-face', { faces: 0 }],
    ['several-faces', { faces: 2 }],
    ['face-too-small', { faceHeightPercent: 19 }],
    ['picture-unreadable', { jpeg: 'A'.repeat(1_000) }],
  ] as const)('%s: said, and another picture can be taken', async (code, change) => {
    counter = await openCounter();
    await counter.toIdentity();
    counter.readCard();
    counter.session.send({ kind: 'continue' });
    expect(counter.session.send(takeFace(change))).toEqual(refuse(code));
    expect(counter.session.current()).toMatchObject({ notice: { code }, screen: { phase: 'looking' } });
    counter.session.send(takeFace());
    expect(counter.session.current()).toMatchObject({ notice: null, screen: { phase: 'taken' } });
  });

  test('a wrong code three times locks; another number is the way on', async () => {
    counter = await openCounter();
    const { session } = counter;
    await counter.toContact();
    session.send({ kind: 'enter-phone', phone: PHONE });
    await counter.asks('code');
    for (const attemptsLeft of [2, 1]) {
      session.send({ kind: 'enter-code', code: '000000' });
      await counter.reaches(
        ({ notice, screen }) =>
          notice?.code === 'code-wrong' && 'attemptsLeft' in screen && screen.attemptsLeft === attemptsLeft,
      );
    }
    session.send({ kind: 'enter-code', code: '000000' });
    const locked = await counter.reaches(({ notice }) => notice?.code === 'code-locked');
    expect(locked).toMatchObject({ notice: { details: { retryAfterSeconds: 600 } }, screen: { attemptsLeft: 0 } });
    expect(session.send({ kind: 'resend-code' })).toEqual(refuse('code-too-soon', { retryAfterSeconds: 60 }));
    session.send({ kind: 'back' });
    session.send({ kind: 'enter-phone', phone: '13900000000' });
    await counter.asks('code');
    session.send({ kind: 'enter-code', code: CODE });
    await counter.asks('income');
  });

  test('a declined required consent says so, and can be answered again; marketing may be declined', async () => {
    counter = await openCounter();
    await counter.reaches(({ server }) => server === 'online');
    counter.scan(orderCode());
    await counter.at('order');
    counter.session.send({ kind: 'continue' });
    expect(counter.session.send({ kind: 'answer-consent', purpose: 'credit-enquiry', granted: false })).toEqual(
      refuse('consent-missing'),
    );
    expect(counter.session.current().screen).toMatchObject({ index: 0, consent: { granted: false } });
    counter.session.send({ kind: 'answer-consent', purpose: 'credit-enquiry', granted: true });
    expect(counter.session.current().screen).toMatchObject({ index: 1, consent: { granted: null } });
  });

  test('back keeps what was given', async () => {
    counter = await openCounter();
    await counter.toReview();
    const { session } = counter;
    const backTo = (): Screen => {
      session.send({ kind: 'back' });
      return session.current().screen;
    };
    expect(backTo()).toMatchObject({ ask: 'occupation', chosen: 'farming' });
    expect(backTo()).toMatchObject({ ask: 'income', chosen: '4000-6000' });
    expect(backTo()).toMatchObject({ ask: 'phone', phone: PHONE });
    expect(backTo()).toMatchObject({ kind: 'face', phase: 'taken' });
    expect(backTo()).toMatchObject({ kind: 'identity', phase: 'read' });
    expect(backTo()).toMatchObject({ kind: 'consent', index: 3, consent: { granted: false } });
    for (let step = 0; step < 3; step += 1) session.send({ kind: 'continue' });
    session.send({ kind: 'enter-phone', phone: PHONE });
    expect(session.current().screen).toMatchObject({ ask: 'income' });
  });

  test('cancel before signing wipes, and withdraws an application that exists', async () => {
    counter = await openCounter();
    await counter.toReview();
    counter.session.send({ kind: 'submit' });
    await counter.at('offers');
    const id = idOf();
    counter.session.send({ kind: 'cancel' });
    expect(counter.session.current()).toMatchObject({ state: 'idle', order: null });
    await settle();
    expect(counter.server.withdrawn).toEqual([id]);
  });

  test('a withdrawal without a line is kept and told when the line returns, after the application itself', async () => {
    counter = await openCounter({ online: false });
    await counter.toReview();
    counter.session.send({ kind: 'submit' });
    await counter.at('saved-offline');
    counter.session.send({ kind: 'cancel' });
    await counter.lineIs('online');
    await counter.reaches(({ waiting }) => waiting === 0);
    await settle();
    expect(counter.server.withdrawn).toEqual([idOf()]);
  });

  test('left alone, a session warns and then wipes; "still here" keeps it', async () => {
    counter = await openCounter();
    await counter.toContact();
    counter.clock.turn(100_000);
    const { idle } = counter.session.current();
    expect(idle?.resetAt).toBe((idle?.warnAt ?? 0) + 30_000);
    counter.session.send({ kind: 'still-here' });
    counter.clock.turn(100_000);
    expect(counter.session.current().state).toBe('contact');
    counter.clock.turn(20_000);
    expect(counter.session.current()).toMatchObject({ state: 'idle', order: null });
  });

  test.each(['declined', 'referred', 'expired'] as const)(
    '%s is shown with a way on, never as offers',
    async (status) => {
      counter = await openCounter();
      counter.server.decide = () => ({ status, reasons: ['score-borderline'] });
      await counter.toReview();
      counter.session.send({ kind: 'submit' });
      expect((await counter.at('outcome')).screen).toMatchObject({ outcome: status, reference: 'A7-0001' });
      expect(counter.session.send({ kind: 'done' }).ok).toBe(true);
    },
  );

  test('an offer or a contract that was altered on its way is never signed', async () => {
    counter = await openCounter();
    await counter.toReview();
    counter.session.send({ kind: 'submit' });
    const { screen } = await counter.at('offers');
    if (screen.kind !== 'offers') throw new Error('offers are shown');
    counter.session.send({ kind: 'choose-plan', terms: 3 });
    const [, other] = screen.offer.plans;
    if (!other) throw new Error('there are four plans');
    counter.server.plan('contracts.prepare', { ok: true, value: { contract: contractFor(other, idOf()) } as never });
    counter.session.send({ kind: 'accept-plan' });
    await counter.reaches(({ notice }) => notice?.code === 'plan-changed');
    expect(counter.session.current().state).toBe('offers');
  });

  test('a statement not read to its end, and a tap instead of a signature, are refused', async () => {
    counter = await openCounter();
    await counter.toReview();
    counter.session.send({ kind: 'submit' });
    await counter.at('offers');
    counter.session.send({ kind: 'choose-plan', terms: 12 });
    counter.session.send({ kind: 'accept-plan' });
    await counter.at('cost-statement');
    const tap = { ...signature, strokes: [[{ x: 1, y: 1, t: 0 }]] };
    expect(counter.session.send({ kind: 'sign-cost-statement', readToEnd: false, signature })).toEqual(
      refuse('statement-not-read'),
    );
    expect(counter.session.send({ kind: 'sign-cost-statement', readToEnd: true, signature: tap })).toEqual(
      refuse('signature-empty'),
    );
    expect(counter.session.current().state).toBe('cost-statement');
  });
});
