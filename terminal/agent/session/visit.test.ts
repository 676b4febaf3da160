import { afterEach, describe, expect, test } from 'vitest';
import { refuse } from '#shared/refusals/refusal.ts';
import { openCounter, type Counter } from '../testing/counter.ts';
import { settle } from '../testing/manual-clock.ts';
import { applicationState, CODE, offer, otherCards, PHONE, signature } from '../testing/samples.ts';

let counter: Counter;
afterEach(() => counter.close());

const idOf = (): string => counter.server.accepted.at(-1)?.id ?? '';

async function signAll(): Promise<void> {
  const { session } = counter;
  session.send({ kind: 'choose-plan', terms: 6 });
  session.send({ kind: 'accept-plan' });
  await counter.at('cost-statement');
  session.send({ kind: 'sign-cost-statement', readToEnd: true, signature });
  session.send({ kind: 'sign-contract', readToEnd: true, signature });
}

describe('one purchase with a line', () => {
  test('goes from the scanned order to the receipt, with one application and one signature at the server', async () => {
    counter = await openCounter();
    const { session, server } = counter;
    await counter.toReview();
    expect(session.current()).toMatchObject({ step: { n: 6, of: 9 }, screen: { kind: 'review', phoneVerified: true } });
    expect(session.send({ kind: 'submit' })).toEqual({ ok: true, value: null });
    const offers = await counter.at('offers');
    expect(offers.screen).toMatchObject({ kind: 'offers', chosenTerms: null });
    await signAll();
    const { screen } = await counter.at('receipt');
    expect(screen).toMatchObject({ kind: 'receipt', receipt: { reference: 'A7-0001', terms: 6 } });
    expect(server.accepted).toHaveLength(1);
    expect(server.signed).toHaveLength(1);
    session.send({ kind: 'done' });
    expect(session.current()).toMatchObject({ state: 'idle', order: null, waiting: 0, notice: null });
    await settle();
    expect(server.progress).toEqual([
      'order', 'consent', 'identity', 'face', 'contact', 'review', 'submitted', 'offers', 'cost-statement', 'contract', 'receipt',
    ]); // prettier-ignore
  });

  test('shows the card masked and never more of it', async () => {
    counter = await openCounter();
    await counter.toIdentity();
    counter.readCard();
    const snapshot = counter.session.current();
    expect(snapshot.screen).toMatchObject({ phase: 'read', card: { nameMasked: '测***' } });
    const text = JSON.stringify(snapshot);
    expect(text).not.toContain('测试员甲');
    expect(text).not.toContain('19900307');
  });

  test.each(otherCards().map((card) => [card.document, card] as const))(
    'a holder of a document of kind %s gets to the offers too, and sees what is on it masked',
    async (document, fields) => {
      counter = await openCounter();
      await counter.toReview(fields);
      expect(counter.session.current().screen).toMatchObject({
        card: { document, nameMasked: '测***', ethnicity: null },
      });
      expect(JSON.stringify(counter.session.current())).not.toContain(fields.number);
      counter.session.send({ kind: 'submit' });
      expect(await counter.at('offers')).toMatchObject({ screen: { kind: 'offers' } });
    },
  );

  test('pressing submit twice is one application', async () => {
    counter = await openCounter();
    await counter.toReview();
    counter.session.send({ kind: 'submit' });
    expect(counter.session.send({ kind: 'submit' })).toEqual({ ok: true, value: null });
    await counter.at('offers');
    expect(counter.session.send({ kind: 'submit' })).toEqual({ ok: true, value: null });
    expect(counter.server.accepted).toHaveLength(1);
  });

  test('says "saved" only after the commit: a full disk leads back to the review with nothing lost', async () => {
    counter = await openCounter({ diskIsFull: true });
    await counter.toReview();
    counter.session.send({ kind: 'submit' });
    const { screen } = await counter.reaches(({ notice }) => notice?.code === 'vault-write-failed');
    expect(screen).toMatchObject({ kind: 'review', incomeBand: '4000-6000' });
  });
});

describe('without a line', () => {
  test('the order comes from its code, the phone stays unverified, the application is saved and arrives later', async () => {
    counter = await openCounter({ online: false });
    const { session, server, vault } = counter;
    await counter.toReview();
    expect(session.current().screen).toMatchObject({ kind: 'review', phoneVerified: false, verifyPhoneFirst: false });
    session.send({ kind: 'submit' });
    const saved = await counter.at('saved-offline');
    expect(saved.screen).toMatchObject({ reference: 'A7-0001', phoneMasked: '138****0000', phoneVerified: false });
    expect(saved.waiting).toBe(1);
    expect(vault.counts().waiting).toBe(1);
    session.send({ kind: 'leave' });
    expect(session.current().state).toBe('idle');
    await counter.lineIs('online');
    await counter.reaches(({ waiting }) => waiting === 0);
    expect(server.accepted).toHaveLength(1);
  });

  test('when the line returns and only the phone is missing, the code is asked for and then it is decided', async () => {
    counter = await openCounter({ online: false });
    counter.server.decide = () => ({ status: 'more-needed', reasons: ['phone-unverified', 'face-not-checked'] });
    await counter.toReview();
    counter.session.send({ kind: 'submit' });
    await counter.at('saved-offline');
    await counter.lineIs('online');
    await counter.at('phone-check');
    await counter.reaches(({ busy }) => !busy);
    counter.session.send({ kind: 'enter-code', code: CODE });
    await counter.at('offers');
    expect(counter.server.calls).toContain('applications.phoneVerified');
  });

  test('a phone that was verified and does not suffice is said as the outcome, not asked for again', async () => {
    counter = await openCounter({ online: false });
    counter.server.decide = () => ({ status: 'more-needed', reasons: ['phone-unverified'] });
    await counter.toReview();
    counter.session.send({ kind: 'submit' });
    await counter.at('saved-offline');
    await counter.lineIs('online');
    await counter.at('phone-check');
    await counter.reaches(({ busy }) => !busy);
    counter.server.plan('applications.phoneVerified', refuse('phone-not-verified'));
    counter.session.send({ kind: 'enter-code', code: CODE });
    await counter.at('deciding');
    counter.clock.turn(10_000);
    expect((await counter.at('outcome')).screen).toMatchObject({ outcome: 'more-needed' });
  });

  test('when the line returns before submitting, the phone is verified first', async () => {
    counter = await openCounter({ online: false });
    const { session } = counter;
    await counter.toReview();
    await counter.lineIs('online');
    expect(session.current().screen).toMatchObject({ verifyPhoneFirst: true });
    expect(session.send({ kind: 'submit' })).toEqual(refuse('phone-not-verified'));
    session.send({ kind: 'verify-phone' });
    await counter.asks('code');
    session.send({ kind: 'enter-code', code: CODE });
    expect((await counter.at('review')).screen).toMatchObject({ phoneVerified: true, verifyPhoneFirst: false });
  });

  test('a line that breaks at the code lets the shopper go on, unverified, and says so', async () => {
    counter = await openCounter();
    await counter.toContact();
    counter.session.send({ kind: 'enter-phone', phone: PHONE });
    await counter.asks('code');
    await counter.lineIs('offline');
    expect(counter.session.current()).toMatchObject({ notice: { code: 'offline' }, screen: { ask: 'income' } });
  });

  test('a line that breaks while it is being decided: saved, and the answer comes when it returns', async () => {
    counter = await openCounter();
    counter.server.decide = () => ({ status: 'screening' });
    await counter.toReview();
    counter.session.send({ kind: 'submit' });
    await counter.at('deciding');
    await counter.reaches(({ waiting }) => waiting === 0);
    await counter.lineIs('offline');
    expect(counter.session.current().state).toBe('saved-offline');
    counter.server.states.set(idOf(), applicationState(idOf(), { status: 'offered', offer: offer(idOf()) }));
    await counter.lineIs('online');
    expect((await counter.at('offers')).order).not.toBeNull();
  });

  test('a server that dies at submit: saved, then sent once when it returns', async () => {
    counter = await openCounter();
    await counter.toReview();
    counter.server.goOffline();
    counter.session.send({ kind: 'submit' });
    await counter.at('saved-offline');
    await counter.lineIs('online');
    await counter.at('offers');
    expect(counter.server.accepted).toHaveLength(1);
  });

  test('a line that breaks at the signature: the same command is sent until it is answered, and signs once', async () => {
    counter = await openCounter();
    await counter.toReview();
    counter.session.send({ kind: 'submit' });
    await counter.at('offers');
    counter.server.plan('contracts.sign', refuse('offline'), refuse('server-fault'));
    await signAll();
    expect(counter.session.current()).toMatchObject({ state: 'signing', canGoBack: false });
    expect(counter.session.send({ kind: 'cancel' })).toEqual(refuse('not-allowed-here'));
    for (let step = 0; step < 4; step += 1) {
      counter.clock.turn(1_000);
      await settle();
    }
    await counter.at('receipt');
    expect(counter.server.calls.filter((name) => name === 'contracts.sign')).toHaveLength(3);
    expect(counter.server.signed).toHaveLength(1);
  });
});
