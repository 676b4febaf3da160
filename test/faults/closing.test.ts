// The close of business is cut off with kill -9 again and again, as power cuts would: every loan is closed exactly once
// a day all the same.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { randomInt } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { v7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addDays, epochDay, shanghaiDate } from '#shared/calendar/date.ts';
import { earnedTill, advance, type FrozenState, type ServicingTermsInput } from '#shared/lending/servicing/index.ts';
import { fen } from '#shared/money/fen.ts';
import { multiplyLoans, openLoanDesk } from '#server/lending/bench/loans.ts';
import { trialBalance } from '#server/ledger/index.ts';
import { closeDueDays } from '#server/lending/index.ts';
import { thawed } from '#server/lending/servicing/rules/thawed.ts';
import { openDatabase, PLATFORM } from '#server/platform/database.ts';
import type { Platform } from '#server/platform/context.ts';
import { appUrlOf } from '#server/platform/migrations.ts';
import { deriveSecrets } from '#server/platform/secrets.ts';
import { freshDatabase, testServerSecret, type FreshDatabase } from '../support/database.ts';
import { rowsOf } from '../support/rows.ts';

const LOANS = 2_000;
const DAYS = 6;
const KILLS_MAX = 12;
const DAY_MS = 86_400_000;
const CHILD = fileURLToPath(new URL('./closing-child.ts', import.meta.url));

let database: FreshDatabase;
let platform: Platform;
const clock = { now: Date.UTC(2026, 10, 1, 6) };

beforeAll(async () => {
  database = await freshDatabase();
  const db = openDatabase(appUrlOf(database.url, testServerSecret), { connectionsMax: 4 });
  platform = { db, secrets: deriveSecrets(testServerSecret), now: () => clock.now, newId: () => v7() };
  const desk = await openLoanDesk(platform);
  for (const terms of [3, 6, 9, 12]) {
    await desk.lend({ principalFen: fen(2_000_00 + terms * 123_45), annualRateBps: 1_440, terms });
    clock.now += 9 * DAY_MS;
    await closeDueDays(platform, new AbortController().signal);
  }
  await multiplyLoans(database.url, LOANS);
});
afterAll(async () => {
  await platform.db.close();
  await database.drop();
});

/** Runs the close of business in a process of its own; killed at some moment, or let to its end. True where it ended. */
async function close(killIt: boolean): Promise<boolean> {
  const child = fork(CHILD, [appUrlOf(database.url, testServerSecret), testServerSecret, String(clock.now)]);
  const exited = once(child, 'exit');
  await Promise.race([once(child, 'message'), exited]);
  if (killIt) {
    await Promise.race([pause(randomInt(10, 250)), exited]);
    child.kill('SIGKILL');
  }
  const [code] = await exited;
  return code === 0;
}

interface LoanRow {
  loan_id: string;
  terms: ServicingTermsInput;
  state: FrozenState;
  earned: string;
  closed_till: string;
}

function loans(): Promise<LoanRow[]> {
  return rowsOf<LoanRow>(
    database.url,
    `select loan_id, terms, state, closed_till::text, accrued_interest_fen + accrued_fee_fen + accrued_penalty_fen as earned
       from lending.servicing order by loan_id`,
  );
}

test('killed at random moments and started again, it closes each loan once a day', async () => {
  const before = new Map((await loans()).map(({ loan_id, earned }) => [loan_id, Number(earned)]));
  const firstDay = shanghaiDate(clock.now);
  const lastDay = addDays(firstDay, DAYS);
  clock.now += DAYS * DAY_MS;
  let cutOff = 0;
  for (let kill = 0; kill < KILLS_MAX; kill += 1) {
    if (await close(true)) break;
    const [run] = await rowsOf(database.url, 'select from lending.close_runs where finished_at is null');
    if (run) cutOff += 1;
  }
  expect(await close(false)).toBe(true);
  expect(cutOff, 'a run was cut off in the middle').toBeGreaterThanOrEqual(2);

  const days = await rowsOf<{ day: string }>(
    database.url,
    'select day::text from lending.business_days where day > $1 order by day',
    [firstDay],
  );
  expect(days.map(({ day }) => day)).toEqual(Array.from({ length: DAYS }, (_, n) => addDays(firstDay, n + 1)));
  const runs = await rowsOf(
    database.url,
    `select loans_total, loans_done, loans_failed, finished_at is not null as finished
       from lending.close_runs where closes_on >= $1`,
    [firstDay],
  );
  const finished = { loans_total: LOANS, loans_done: LOANS, loans_failed: 0, finished: true };
  expect(runs).toEqual(Array.from({ length: DAYS }, () => finished));

  const postings = await rowsOf(
    database.url,
    `select s.loan_id, d.day, count(t.id) from lending.servicing s cross join lending.business_days d
       left join ledger.transactions t on t.kind = 'accrual' and t.subject_id = s.loan_id and t.value_on = d.day
      where d.day >= $1 and d.day < $2 group by 1, 2 having count(t.id) <> 1`,
    [firstDay, lastDay],
  );
  expect(postings, 'loans and days with no or several postings').toEqual([]);

  const posted = await rowsOf<{ loan_id: string; sum: string }>(
    database.url,
    `select subject_id as loan_id, sum(case side when 'debit' then amount_fen else -amount_fen end) as sum
       from ledger.entries e join ledger.transactions t on t.id = e.transaction_id
      where account = '1132' and value_on >= $1 group by 1`,
    [firstDay],
  );
  const booked = new Map(posted.map(({ loan_id, sum }) => [loan_id, Number(sum)]));
  const expected = new Map<string, number>();
  for (const { loan_id, terms, state, earned, closed_till } of await loans()) {
    expect(closed_till).toBe(lastDay);
    const key = JSON.stringify(state);
    if (!expected.has(key)) expected.set(key, earnedBy(terms, state, epochDay(lastDay)));
    expect(Number(earned)).toBe(expected.get(key));
    expect(booked.get(loan_id)).toBe(Number(earned) - (before.get(loan_id) ?? 0));
  }
  expect(expected.size).toBe(4);
  const slice = { at: null, valueOn: null, bookId: null };
  const balance = await platform.db.transaction(PLATFORM, (tx) => trialBalance(platform, tx, slice));
  expect(balance.balanced).toBe(true);
});

function earnedBy(terms: ServicingTermsInput, state: FrozenState, day: number): number {
  const { interest, fee, penalty } = earnedTill(advance(thawed(terms, state), day), day);
  return Number(interest + fee + penalty);
}
