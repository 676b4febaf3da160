import { setImmediate as turn } from 'node:timers/promises';
import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { addDays, type CalendarDate } from '#shared/calendar/date.ts';
import { fen } from '#shared/money/fen.ts';
import type { Permission } from '#shared/wire/portal.ts';
import { businessDay } from '#server/lending/index.ts';
import { closeDay, closing } from '#server/lending/close/closing.ts';
import { closingRouter } from '#server/lending/close/router.ts';
import { beginRun, closeDueDays, workOn } from '#server/lending/close/run.ts';
import { PLATFORM } from '#server/platform/database.ts';
import { accrualDays, DAY_MS, openClosingHouse, storedLoan, type ClosingHouse } from './closing-house.ts';

const TERMS = { principalFen: fen(300_000), annualRateBps: 1_440, terms: 6 };
const NEVER = new AbortController().signal;
const SYSTEM = { actor: 'system', commandId: null };

let house: ClosingHouse;
const loans: string[] = [];
beforeAll(async () => {
  house = await openClosingHouse(Date.UTC(2026, 0, 31, 6));
  for (let n = 0; n < 5; n += 1) loans.push(await house.desk.lend(TERMS));
});
afterAll(() => house.close());

const openDay = (): Promise<CalendarDate> =>
  house.platform.db.transaction(PLATFORM, (tx) => businessDay(house.platform, tx));

/** Turns the clock by a day and begins the run of the day that is over, without working on it. */
async function beginNext(): Promise<CalendarDate> {
  const day = house.today();
  house.clock.now += DAY_MS;
  const begun = await house.platform.db.transaction(PLATFORM, (tx) => beginRun(house.platform, tx, day, SYSTEM));
  expect(begun).toBe(true);
  return day;
}

async function runOf(day: string) {
  const [run] = await house.rows<{ total: number; done: number; failed: number; finished: boolean }>(
    `select loans_total as total, loans_done as done, loans_failed as failed, finished_at is not null as finished
       from lending.close_runs where closes_on = $1`,
    [day],
  );
  return run;
}

function daysFrom(day: CalendarDate, count: number): CalendarDate[] {
  return Array.from({ length: count }, (_, n) => addDays(day, n));
}

describe('the clock', () => {
  test('closes nothing while the business day is today', async () => {
    expect(await openDay()).toBe('2026-01-31');
    await house.pass(0);
    expect(await openDay()).toBe('2026-01-31');
  });

  test('closes several days that were missed, one after the other, each loan once a day', async () => {
    const first = house.today();
    await house.pass(5);
    expect(await openDay()).toBe(addDays(first, 5));
    // On the day of the contract nothing is earned yet.
    for (const loanId of loans) expect(await accrualDays(house, loanId)).toEqual(daysFrom(addDays(first, 1), 4));
    for (const day of daysFrom(first, 5))
      expect(await runOf(day)).toEqual({ total: 5, done: 5, failed: 0, finished: true });
  });

  test('two processes that close the same days do nothing twice', async () => {
    const first = house.today();
    house.clock.now += 3 * DAY_MS;
    await Promise.all([closeDueDays(house.platform, NEVER), closeDueDays(house.platform, NEVER)]);
    for (const day of daysFrom(first, 3))
      expect(await runOf(day)).toEqual({ total: 5, done: 5, failed: 0, finished: true });
    for (const loanId of loans) expect((await accrualDays(house, loanId)).slice(-3)).toEqual(daysFrom(first, 3));
  });

  test('told to stop, leaves a run that goes on the next time', async () => {
    const day = await beginNext();
    await closeDueDays(house.platform, AbortSignal.abort());
    expect(await runOf(day)).toMatchObject({ done: 0, finished: false });
    await closeDueDays(house.platform, NEVER);
    expect(await runOf(day)).toEqual({ total: 5, done: 5, failed: 0, finished: true });
  });

  test('tells of a loan that becomes late, once', async () => {
    const [loanId = ''] = loans;
    // The day after the first due date, 28 February.
    while (house.today() < '2026-03-01') await house.pass(1);
    const events = await house.rows<{ payload: object }>(
      `select payload from platform.outbox where topic = 'loan.standing-changed' and key = $1 order by seq desc limit 1`,
      [loanId],
    );
    expect(events).toEqual([{ payload: { loanId, status: 'overdue', bucket: 'M1', on: '2026-03-01' } }]);
    await house.pass(1);
    const late = await house.rows(`select from platform.outbox where key = $1 and payload ->> 'status' = 'overdue'`, [
      loanId,
    ]);
    expect(late).toHaveLength(1);
  });
});

describe('a command on a loan that the run has not come to', () => {
  test('brings it forward itself, with the day’s income, and the run leaves it alone', async () => {
    const [loanId = ''] = loans;
    const day = await beginNext();
    await house.act(loanId, { kind: 'repayment', on: house.today(), amountFen: 1_000, note: 'Probe' });
    expect((await accrualDays(house, loanId)).at(-1)).toBe(day);
    expect((await storedLoan(house, loanId)).closed_till).toBe(house.today());
    await workOn(house.platform, day, NEVER);
    expect((await accrualDays(house, loanId)).filter((each) => each === day)).toHaveLength(1);
    expect(await runOf(day)).toEqual({ total: 5, done: 5, failed: 0, finished: true });
  });

  test('the run waits for a loan that a command has in hand, and then closes it', async () => {
    const [loanId = ''] = loans;
    const day = await beginNext();
    const locked = Promise.withResolvers<null>();
    const release = Promise.withResolvers<null>();
    const command = house.platform.db.transaction(PLATFORM, async (tx) => {
      await tx.rows('select from lending.servicing where loan_id = $1 for update', [loanId]);
      locked.resolve(null);
      await release.promise;
    });
    await locked.promise;
    const work = workOn(house.platform, day, NEVER);
    while ((await runOf(day))?.done !== 4) await turn();
    expect(await runOf(day)).toMatchObject({ done: 4, finished: false });
    release.resolve(null);
    await Promise.all([command, work]);
    expect(await runOf(day)).toEqual({ total: 5, done: 5, failed: 0, finished: true });
    expect((await accrualDays(house, loanId)).at(-1)).toBe(day);
  });
});

test('a loan that cannot be closed is noted, the others are closed, and the next day makes up for it', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const [broken = '', ...others] = loans;
  const day = house.today();
  const [kept] = await house.rows('select state, attention_on from lending.servicing where loan_id = $1', [broken]);
  const spoil = `update lending.servicing set state = '{}', attention_on = closed_till where loan_id = $1`;
  await house.rows(spoil, [broken]);
  await house.pass(1);
  expect(await runOf(day)).toEqual({ total: 5, done: 4, failed: 1, finished: true });
  const noted = 'select loan_id, failure <> $2 as reasoned from lending.close_failures where closes_on = $1';
  expect(await house.rows(noted, [day, ''])).toEqual([{ loan_id: broken, reasoned: true }]);
  expect((await storedLoan(house, broken)).closed_till).toBe(day);
  for (const loanId of others) expect((await storedLoan(house, loanId)).closed_till).toBe(house.today());

  await house.rows('update lending.servicing set state = $2 where loan_id = $1', [broken, kept?.['state']]);
  await house.pass(1);
  expect((await accrualDays(house, broken)).slice(-2)).toEqual(daysFrom(day, 2));
  expect(await runOf(addDays(day, 1))).toEqual({ total: 5, done: 5, failed: 0, finished: true });
  vi.restoreAllMocks();
});

describe('a person who closes a day ahead of the clock', () => {
  const closer = { actor: 'staff:x' };

  test('closes it at once, and the same command again does nothing more', async () => {
    const businessOn = await openDay();
    const command = { ...closer, commandId: v7(), businessOn };
    const closed = await closeDay(house.platform, command);
    expect(closed).toMatchObject({
      ok: true,
      value: { businessOn: addDays(businessOn, 1), daysBehind: 0, run: { closesOn: businessOn, loansDone: 5 } },
    });
    expect(await closeDay(house.platform, command)).toMatchObject({ ok: true });
    expect(await openDay()).toBe(addDays(businessOn, 1));
    // The clock is behind now, so it closes nothing.
    await house.pass(0);
    expect(await openDay()).toBe(addDays(businessOn, 1));
    house.clock.now += DAY_MS;
  });

  test('is refused a day that is closed, and any day while one is being closed', async () => {
    const businessOn = await openDay();
    const refused = await closeDay(house.platform, { ...closer, commandId: v7(), businessOn: addDays(businessOn, -1) });
    expect(refused).toMatchObject({ ok: false, refusal: { code: 'day-already-closed' } });
    const day = await beginNext();
    const tooSoon = await closeDay(house.platform, { ...closer, commandId: v7(), businessOn: house.today() });
    expect(tooSoon).toMatchObject({ ok: false, refusal: { code: 'closing-under-way' } });
    await workOn(house.platform, day, NEVER);
  });

  test('needs the permission, and a sandbox', async () => {
    const asked = { commandId: v7(), businessOn: await openDay() };
    const closeAs = (permissions: Permission[], sandbox: boolean) => {
      const staff = { id: v7(), name: '员工', username: 'x', role: 'auditor' as const, merchantId: null };
      const ctx = { platform: house.platform, staff: { ...staff, permissions: new Set(permissions) } };
      return closingRouter({ sandbox }).createCaller(ctx).closeDay(asked);
    };
    const notPermitted = { ok: false, refusal: { code: 'not-permitted' } };
    expect(await closeAs(['closing.read'], true)).toEqual(notPermitted);
    expect(await closeAs(['closing.read', 'closing.run'], false)).toEqual(notPermitted);
    expect(await closeAs(['closing.read', 'closing.run'], true)).toMatchObject({ ok: true });
    house.clock.now += DAY_MS;
  });
});

test('the portfolio counts loans that are paid out by how late they are', async () => {
  const [loanId = ''] = loans;
  await house.act(loanId, { kind: 'pay-off', on: house.today(), note: 'Probe' });
  const view = await closing(house.platform);
  expect(view.portfolio.map(({ bucket }) => bucket)).toEqual(['M0', 'M1', 'M2', 'M3', 'M4', 'M5', 'M6', 'M6+']);
  expect(view.portfolio.filter(({ loans: count }) => count > 0)).toEqual([
    { bucket: 'M1', loans: 4, principalFen: 1_200_000 },
  ]);
  expect(view.categories.filter(({ loans: count }) => count > 0)).toEqual([
    { category: 'special-mention', loans: 4, principalFen: 1_200_000 },
  ]);
});
