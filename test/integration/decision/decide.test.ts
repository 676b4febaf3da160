import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { calendarDate } from '#shared/calendar/date.ts';
import { passportCheckDigit } from '#shared/identity/holder-number.ts';
import { citizenCheckCharacter } from '#shared/identity/number.ts';
import { fen } from '#shared/money/fen.ts';
import type { Application } from '#shared/wire/application.ts';
import type { Outcome, ReasonCode } from '#shared/wire/decision.ts';
import { decisionRecordView } from '#shared/wire/portal.ts';
import { phoneVerified, submit } from '#server/applications/index.ts';
import { decide } from '#server/decision/index.ts';
import { decisionsRouter } from '#server/decision/router.ts';
import { findOrder } from '#server/orders/index.ts';
import { PLATFORM } from '#server/platform/database.ts';
import type { Event } from '#server/platform/events.ts';
import {
  apply,
  codeOf,
  count,
  handleEvents,
  makeApplication,
  nextEvent,
  NOON,
  openCounter,
  stateOf,
  valueOf,
  verifyPhone,
  type Counter,
} from '../applications/counter.ts';

let counter: Counter;
let people = 200;
beforeAll(async () => {
  counter = await openCounter();
});
afterAll(() => counter.close());
// Each test has an hour of its own, so that the terminal's velocity is not what decides.
beforeEach(() => {
  counter.clock.now += 2 * 3_600_000;
  counter.messages.length = 0;
});

const numbered = (digits17: string): string => digits17 + citizenCheckCharacter(digits17);

type Made = Parameters<typeof apply>[1];

describe('who is not approved, and why', () => {
  test.each<[string, Outcome, ReasonCode, Partial<Made>, (application: Application) => Application]>([
    ['a person of seventeen', 'declined', 'underage', { birth: '2009-06-01' }, same],
    ['a person of sixty-nine', 'referred', 'over-age', { birth: '1957-06-01' }, same],
    ['a person of seventy', 'declined', 'over-age', { birth: '1956-06-01' }, same],
    [
      'an expired card, even when the terminal saw nothing wrong',
      'declined',
      'document-expired',
      {},
      ({ identity, ...rest }) => ({ ...rest, identity: { ...identity, validTo: calendarDate('2026-11-21') } }),
    ],
    [
      'a card whose birth is not that of its number',
      'referred',
      'document-invalid',
      {},
      ({ identity, ...rest }) => ({ ...rest, identity: { ...identity, birth: calendarDate('1990-03-08') } }),
    ],
    [
      'a required consent that was not given',
      'declined',
      'consent-missing',
      {},
      ({ consents, ...rest }) => ({
        ...rest,
        consents: consents.map((one) => ({ ...one, granted: one.purpose !== 'data-sharing' })),
      }),
    ],
    ['a phone that was not verified', 'more-needed', 'phone-unverified', { phoneVerified: false }, same],
    ['more than the limit', 'declined', 'amount-above-limit', { principalFen: fen(60_000_00) }, same],
  ])('%s: %s, %s', async (_, outcome, reason, made, change) => {
    const { application } = await apply(counter, { person: ++people, ...made }, change);
    const state = await stateOf(counter, application.id);
    expect(state.status).toBe(outcome);
    expect(state.reasons).toContain(reason);
    expect(state.offer).toBeNull();
  });

  test('whoever asks for more than the limit is told the limit, and the order is open for another try', async () => {
    const { application } = await apply(counter, { person: ++people, principalFen: fen(60_000_00) });
    expect((await stateOf(counter, application.id)).limitFen).toBe(20_000_00);
    const order = await counter.platform.db.transaction(PLATFORM, (tx) => findOrder(tx, application.orderId));
    expect(order?.status).toBe('open');
  });

  test('a second application of a person whose first is open is declined, and the first stays', async () => {
    const person = ++people;
    const first = await apply(counter, { person });
    const second = await apply(counter, { person, phone: '19922220001' });
    expect((await stateOf(counter, first.application.id)).status).toBe('offered');
    const state = await stateOf(counter, second.application.id);
    expect([state.status, state.reasons.includes('open-application')]).toEqual(['declined', true]);
  });

  test('the fourth application from one phone in a day goes to a person', async () => {
    const phone = '19922220002';
    const statuses: string[] = [];
    for (let n = 0; n < 4; n += 1) {
      const { application } = await apply(counter, { person: ++people, phone });
      statuses.push((await stateOf(counter, application.id)).status);
    }
    expect(statuses).toEqual(['offered', 'offered', 'offered', 'referred']);
  });

  test('a verification of another phone, or of the day before yesterday, counts for nothing', async () => {
    const strange = await apply(counter, { person: ++people }, (application) => ({
      ...application,
      phone: '19922220003',
    }));
    expect((await stateOf(counter, strange.application.id)).status).toBe('more-needed');
    const old = await makeApplication(counter, { person: ++people });
    counter.clock.now += 25 * 3_600_000;
    const renewed = { ...old, createdAt: NOON };
    valueOf(await submit(counter.platform, counter.terminal, await counter.queue.envelope(renewed, counter.clock.now)));
    await handleEvents(counter);
    expect((await stateOf(counter, old.id)).status).toBe('more-needed');
  });
});

describe('whatever the document', () => {
  const common = {
    name: '测试甲',
    sex: 'male',
    birth: calendarDate('1990-03-07'),
    validFrom: calendarDate('2020-01-01'),
    validTo: calendarDate('2040-01-01'),
    samId: null,
    readAt: NOON,
  } as const;
  const mainland = {
    ...common,
    warnings: [],
    address: '虚构省示例县模拟路1号',
    authority: '示例县公安局',
    issueCount: 1,
  };
  const foreign = { ...common, warnings: [], englishName: 'TESTER ALPHA', chineseName: '测试甲', nationality: 'CHE' };
  const number2017 = 'CHE31019003071';

  test.each<Application['identity']>([
    { ...mainland, document: 'hmt', number: numbered('81000019900307001'), passNumber: 'H00000001' },
    {
      ...foreign,
      document: 'fpr2017',
      number: number2017 + passportCheckDigit(number2017),
      edition: '01',
      acceptedBy: '3101',
    },
    {
      ...foreign,
      document: 'fpr2023',
      number: numbered('93175619900307001'),
      authority: '示例局',
      issueCount: 0,
      earlierNumberLink: '',
    },
  ])('a holder of a document of kind $document is decided by the same rules', async (identity) => {
    const { application } = await apply(counter, { person: ++people }, (made) => ({ ...made, identity }));
    expect((await stateOf(counter, application.id)).status).toBe('offered');
  });
});

describe('one event, one decision', () => {
  test('eight handlers at once write one record and one offer', async () => {
    const application = await makeApplication(counter, { person: ++people });
    valueOf(
      await submit(counter.platform, counter.terminal, await counter.queue.envelope(application, counter.clock.now)),
    );
    const event = await receivedEvent();
    const { db } = counter.platform;
    await Promise.all(
      Array.from({ length: 8 }, () => db.transaction(PLATFORM, (tx) => decide(counter.platform, tx, event))),
    );
    await db.transaction(PLATFORM, (tx) => decide(counter.platform, tx, event));
    for (const table of ['decision.records', 'lending.offers'])
      expect(
        await count(counter, `select count(*)::bigint as count from ${table} where application_id = $1`, [
          application.id,
        ]),
      ).toBe(1);
    await handleEvents(counter);
  });

  test('a record can not be changed or removed', async () => {
    for (const statement of [`update decision.records set outcome = 'approved'`, 'delete from decision.records']) {
      const change = counter.platform.db.transaction(PLATFORM, (tx) => tx.rows(statement));
      await expect(change).rejects.toThrow(/permission denied/);
    }
  });
});

describe('an application taken without a line', () => {
  test('lacks only its phone: verified later, it is decided again and approved', async () => {
    const { application } = await apply(counter, { person: ++people, phoneVerified: false });
    expect((await stateOf(counter, application.id)).status).toBe('more-needed');
    expect(counter.messages.map(({ phone }) => phone)).toEqual([application.phone]);
    const verificationId = await verifyPhone(counter.platform, counter.terminal, application.phone);
    const tell = () =>
      phoneVerified(counter.platform, counter.terminal, { applicationId: application.id, verificationId });
    expect((await Promise.all([tell(), tell()])).map(codeOf)).toEqual(['ok', 'ok']);
    await handleEvents(counter);
    expect((await stateOf(counter, application.id)).status).toBe('offered');
    const records = 'select count(*)::bigint as count from decision.records where application_id = $1';
    expect(await count(counter, records, [application.id])).toBe(2);
    expect(counter.messages).toHaveLength(2);
  });

  test('a verification of another phone does not complete it', async () => {
    const { application } = await apply(counter, { person: ++people, phoneVerified: false });
    const verificationId = await verifyPhone(counter.platform, counter.terminal, '19922220004');
    const told = await phoneVerified(counter.platform, counter.terminal, {
      applicationId: application.id,
      verificationId,
    });
    expect(codeOf(told)).toBe('phone-not-verified');
  });

  test('sent when the server is back, its answer goes by SMS, without name, amount or reason', async () => {
    const application = await makeApplication(counter, { person: ++people });
    const envelope = await counter.queue.envelope(application, counter.clock.now);
    counter.clock.now += 10 * 60_000;
    const { reference } = valueOf(await submit(counter.platform, counter.terminal, envelope));
    await handleEvents(counter);
    expect(counter.messages).toHaveLength(1);
    const text = counter.messages[0]?.text ?? '';
    expect(text).toContain(reference);
    expect(text).toContain('县城总店');
    for (const secret of [application.identity.name, application.identity.number, '3,000'])
      expect(text).not.toContain(secret);
  });
});

describe('what the analyst sees', () => {
  const staff = (permissions: ['decisions.read'] | []) => ({
    id: counter.clerkId,
    name: '分析员',
    username: 'analyst',
    role: 'credit-analyst' as const,
    permissions: new Set(permissions),
    merchantId: null,
  });

  test('is every variable, rule and point of a decision, newest first, page by page', async () => {
    const { reference } = await apply(counter, { person: ++people });
    const caller = decisionsRouter.createCaller({ platform: counter.platform, staff: staff(['decisions.read']) });
    const page = valueOf(await caller.list({ before: null }));
    expect(page.items[0]?.reference).toBe(reference);
    const record = decisionRecordView.parse(valueOf(await caller.get({ id: page.items[0]?.id ?? '' })));
    expect(record.variables.find(({ name }) => name === 'age')).toEqual({
      name: 'age',
      version: 1,
      value: 36,
      source: 'person',
    });
    expect(record.rules.find(({ id }) => id === 'face.not-checked')).toMatchObject({ result: 'hit' });
    expect(record.points.reduce((sum, { points }) => sum + points, 500)).toBe(record.score);
    expect(valueOf(await caller.list({ before: page.items[0]?.id ?? null })).items[0]?.id).toBe(page.items[1]?.id);
    expect(valueOf(await caller.list({ before: 'no position of ours' })).items[0]?.id).toBe(page.items[0]?.id);
  });

  test('is nothing without the permission, and no name or number with it', async () => {
    const caller = decisionsRouter.createCaller({ platform: counter.platform, staff: staff([]) });
    expect(codeOf(await caller.list({ before: null }))).toBe('not-permitted');
    const { application } = await apply(counter, { person: ++people });
    const found = `select count(*)::bigint as count from decision.records r
      where r::text like '%' || $1 || '%' or r::text like '%' || $2 || '%'`;
    expect(await count(counter, found, [application.identity.name, application.identity.number])).toBe(0);
  });
});

async function receivedEvent(): Promise<Event<'application.received'>> {
  const event = await counter.platform.db.transaction(PLATFORM, (tx) => nextEvent(tx, ['application.received']));
  if (!event) throw new Error('a submitted application has its event');
  return event as Event<'application.received'>;
}

function same(application: Application): Application {
  return application;
}
