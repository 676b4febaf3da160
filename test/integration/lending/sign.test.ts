import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expireWaiting, submit, withdraw } from '#server/applications/index.ts';
import { expireOffers, prepareContract, signContract } from '#server/lending/index.ts';
import { findOrder } from '#server/orders/index.ts';
import { cancelOrder } from '#server/orders/service/counter.ts';
import { merchantScope, PLATFORM } from '#server/platform/database.ts';
import {
  apply,
  codeOf,
  count,
  handleEvents,
  makeApplication,
  openCounter,
  stateOf,
  valueOf,
  type Counter,
} from '../applications/counter.ts';
import { choosePlan, signing, TAP, type SignInput } from './signing.ts';

let counter: Counter;
let people = 100;
beforeAll(async () => {
  counter = await openCounter();
});
afterAll(() => counter.close());

const sign = (input: SignInput) => signContract(counter.platform, counter.terminal, input);
const loansOf = (applicationId: string) =>
  count(counter, 'select count(*)::bigint as count from lending.loans where application_id = $1', [applicationId]);
const orderStatus = (orderId: string) =>
  counter.platform.db.transaction(PLATFORM, async (tx) => (await findOrder(tx, orderId))?.status);

async function cancel(orderId: string): Promise<void> {
  const clerk = { id: counter.clerkId, name: '店员甲', merchantId: counter.merchantId };
  const scope = merchantScope(counter.merchantId);
  valueOf(await counter.platform.db.transaction(scope, (tx) => cancelOrder(counter.platform, tx, clerk, orderId)));
}

describe('signing once', () => {
  test('the same command eight times at once books one loan and gives one receipt', async () => {
    const chosen = await choosePlan(counter, ++people);
    const input = signing(chosen, counter.clock.now);
    const receipts = (await Promise.all(Array.from({ length: 8 }, () => sign(input)))).map(valueOf);
    expect(new Set(receipts.map((receipt) => JSON.stringify(receipt))).size).toBe(1);
    expect(await loansOf(chosen.applicationId)).toBe(1);
    const rows = 'select count(*)::bigint as count from lending.instalments where loan_id = $1';
    expect(await count(counter, rows, [receipts[0]?.loanId])).toBe(6);
  });

  test('eight different commands at once book one loan; the others learn that it is signed', async () => {
    const chosen = await choosePlan(counter, ++people);
    const answers = await Promise.all(Array.from({ length: 8 }, () => sign(signing(chosen, counter.clock.now))));
    expect(answers.map(codeOf).sort()).toEqual([...Array.from({ length: 7 }, () => 'already-signed'), 'ok']);
    expect(await loansOf(chosen.applicationId)).toBe(1);
  });

  test('the same command with other content is a conflict', async () => {
    const chosen = await choosePlan(counter, ++people);
    const input = signing(chosen, counter.clock.now);
    valueOf(await sign(input));
    const other = { ...input, contract: { ...input.contract, signedAt: input.contract.signedAt + 1 } };
    expect(codeOf(await sign(other))).toBe('content-conflict');
  });

  test('the lender’s quota is used by the principal', async () => {
    const used = () => count(counter, `select sum(used_fen)::bigint as count from lending.lenders`);
    const before = await used();
    valueOf(await sign(signing(await choosePlan(counter, ++people), counter.clock.now)));
    expect(await used()).toBe(before + 3_000_00);
  });
});

describe('what must not be booked', () => {
  test.each<[string, string, (input: SignInput) => SignInput]>([
    ['a changed plan', 'plan-changed', (input) => ({ ...input, planHash: 'a'.repeat(64) })],
    [
      'another contract than the one prepared',
      'plan-changed',
      (input) => ({ ...input, contract: { ...input.contract, hash: 'b'.repeat(64) } }),
    ],
    [
      'another cost statement',
      'plan-changed',
      (input) => ({ ...input, costStatement: { ...input.costStatement, hash: 'c'.repeat(64) } }),
    ],
    [
      'an empty signature on the statement',
      'signature-empty',
      (input) => ({ ...input, costStatement: { ...input.costStatement, signature: TAP } }),
    ],
    [
      'an empty signature on the contract',
      'signature-empty',
      (input) => ({ ...input, contract: { ...input.contract, signature: TAP } }),
    ],
    [
      'a contract signed before the cost statement',
      'statement-not-read',
      (input) => ({
        ...input,
        costStatement: { ...input.costStatement, signedAt: input.contract.signedAt + 1 },
      }),
    ],
    [
      'a statement signed before it was shown',
      'statement-not-read',
      (input) => ({ ...input, costStatement: { ...input.costStatement, shownAt: input.costStatement.signedAt } }),
    ],
  ])('%s is refused with %s and leaves nothing behind', async (_, code, change) => {
    const chosen = await choosePlan(counter, ++people);
    const input = signing(chosen, counter.clock.now);
    expect(codeOf(await sign(change(input)))).toBe(code);
    expect(await loansOf(chosen.applicationId)).toBe(0);
    expect(await orderStatus(chosen.orderId)).toBe('approved');
    expect(codeOf(await sign(input))).toBe('ok');
  });

  test('a contract prepared anew in another language: the old one can no longer be signed', async () => {
    const chosen = await choosePlan(counter, ++people);
    const { offer } = await stateOf(counter, chosen.applicationId);
    const { applicationId, plan } = chosen;
    const again = { applicationId, offerId: offer?.offerId ?? '', planHash: plan.hash, language: 'en' as const };
    const { contract } = valueOf(await prepareContract(counter.platform, counter.terminal, again));
    expect(contract.clauses[0]?.heading).toMatch(/loan/);
    expect(codeOf(await sign(signing(chosen, counter.clock.now)))).toBe('plan-changed');
    expect(codeOf(await sign(signing({ ...chosen, contract }, counter.clock.now)))).toBe('ok');
  });

  test('an order that the merchant cancelled meanwhile takes no loan, no quota and no entry', async () => {
    const chosen = await choosePlan(counter, ++people);
    await cancel(chosen.orderId);
    const used = () => count(counter, `select sum(used_fen)::bigint as count from lending.lenders`);
    const before = await used();
    expect(codeOf(await sign(signing(chosen, counter.clock.now)))).toBe('order-not-open');
    expect(await used()).toBe(before);
    expect(await loansOf(chosen.applicationId)).toBe(0);
  });

  test('what another merchant’s terminal asks about does not exist', async () => {
    const chosen = await choosePlan(counter, ++people);
    const stranger = { ...counter.terminal, id: v7(), merchantId: v7() };
    const input = signing(chosen, counter.clock.now);
    expect(codeOf(await signContract(counter.platform, stranger, input))).toBe('application-not-found');
    expect(codeOf(await withdraw(counter.platform, stranger, chosen.applicationId))).toBe('application-not-found');
  });
});

describe('preparing', () => {
  test('asked twice gives the same contract, with the borrower, the plan and its cost statement', async () => {
    const { application } = await apply(counter, { person: ++people });
    const { offer } = await stateOf(counter, application.id);
    const input = {
      applicationId: application.id,
      offerId: offer?.offerId ?? '',
      planHash: offer?.plans[3]?.hash ?? '',
    };
    const ask = () => prepareContract(counter.platform, counter.terminal, { ...input, language: 'zh' });
    const first = valueOf(await ask());
    expect(valueOf(await ask())).toEqual(first);
    expect(first.contract.borrower).toEqual({ name: application.identity.name, number: application.identity.number });
    expect(first.contract.plan.terms).toBe(12);
    expect(first.contract.costStatement.planHash).toBe(first.contract.plan.hash);
  });

  test('a plan that was not offered, or another offer, is refused', async () => {
    const { application } = await apply(counter, { person: ++people });
    const { offer } = await stateOf(counter, application.id);
    const input = { applicationId: application.id, language: 'zh' as const };
    const wrong = [
      { offerId: offer?.offerId ?? '', planHash: 'd'.repeat(64) },
      { offerId: v7(), planHash: offer?.plans[0]?.hash ?? '' },
    ];
    for (const one of wrong)
      expect(codeOf(await prepareContract(counter.platform, counter.terminal, { ...input, ...one }))).toBe(
        'plan-changed',
      );
  });
});

describe('an offer that has run out', () => {
  test('is refused at signing, the application is expired and the order is open again', async () => {
    const chosen = await choosePlan(counter, ++people);
    counter.clock.now += 24 * 3_600_000;
    expect(codeOf(await sign(signing(chosen, counter.clock.now)))).toBe('offer-expired');
    expect((await stateOf(counter, chosen.applicationId)).status).toBe('expired');
    expect(await orderStatus(chosen.orderId)).toBe('open');
  });

  test('is found by the sweep too, once', async () => {
    const { application } = await apply(counter, { person: ++people });
    counter.clock.now += 24 * 3_600_000;
    expect(await expireOffers(counter.platform)).toBeGreaterThanOrEqual(1);
    expect(await expireOffers(counter.platform)).toBe(0);
    expect((await stateOf(counter, application.id)).status).toBe('expired');
    expect(await orderStatus(application.orderId)).toBe('open');
  });
});

describe('an order that the merchant cancels', () => {
  test('ends its application, so that the same person can apply at once for another', async () => {
    const person = ++people;
    const { application } = await apply(counter, { person });
    await cancel(application.orderId);
    await handleEvents(counter);
    expect((await stateOf(counter, application.id)).status).toBe('cancelled');
    expect(await orderStatus(application.orderId)).toBe('cancelled');
    const again = await apply(counter, { person, phone: '19933330001' });
    expect((await stateOf(counter, again.application.id)).status).toBe('offered');
  });

  test('before the decision: no offer is made', async () => {
    const application = await makeApplication(counter, { person: ++people });
    const envelope = await counter.queue.envelope(application, counter.clock.now);
    valueOf(await submit(counter.platform, counter.terminal, envelope));
    await cancel(application.orderId);
    await handleEvents(counter);
    expect(await stateOf(counter, application.id)).toMatchObject({ status: 'cancelled', offer: null });
    const offers = 'select count(*)::bigint as count from lending.offers where application_id = $1';
    expect(await count(counter, offers, [application.id])).toBe(0);
  });
});

test('an application that lacks a verified phone for a day expires, and its order is open again', async () => {
  const { application } = await apply(counter, { person: ++people, phoneVerified: false });
  counter.clock.now += 24 * 3_600_000 - 1;
  await expireWaiting(counter.platform);
  expect((await stateOf(counter, application.id)).status).toBe('more-needed');
  counter.clock.now += 1;
  expect(await expireWaiting(counter.platform)).toBe(1);
  expect((await stateOf(counter, application.id)).status).toBe('expired');
  expect(await orderStatus(application.orderId)).toBe('open');
});

test('an application that nobody looks at for a week expires', async () => {
  const { application } = await apply(counter, { person: ++people, birth: '1957-06-01' });
  counter.clock.now += 7 * 24 * 3_600_000 - 1;
  await expireWaiting(counter.platform);
  expect((await stateOf(counter, application.id)).status).toBe('referred');
  counter.clock.now += 1;
  expect(await expireWaiting(counter.platform)).toBe(1);
  expect(await orderStatus(application.orderId)).toBe('open');
});

test('a withdrawn application frees its order, and withdrawing twice is once', async () => {
  const chosen = await choosePlan(counter, ++people);
  const leave = () => withdraw(counter.platform, counter.terminal, chosen.applicationId);
  expect(codeOf(await leave())).toBe('ok');
  expect(codeOf(await leave())).toBe('ok');
  expect((await stateOf(counter, chosen.applicationId)).status).toBe('cancelled');
  expect(await orderStatus(chosen.orderId)).toBe('open');
  expect(codeOf(await sign(signing(chosen, counter.clock.now)))).toBe('application-not-offered');
});
