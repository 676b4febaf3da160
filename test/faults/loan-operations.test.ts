// Ten thousand random operations on loans, by a process that is killed again and again: the books balance, the loans are
// what their commands make of them, and nothing was done twice.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { randomInt } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { reconciliation, sealChain, trialBalance, verifyChain } from '#server/ledger/index.ts';
import { appUrlOf } from '#server/platform/migrations.ts';
import { lend } from '../integration/lending/borrower.ts';
import { expectSound, openDesk, type Desk } from '../integration/lending/serviced.ts';
import { testServerSecret } from '../support/database.ts';
import { rowsOf } from '../support/rows.ts';

const OPERATIONS = 10_000;
const KILLS = 8;
const SOLD = 12;
const LOANS = 150;
/** How many may have been in hand when the process was killed, and are asked again. */
const IN_HAND = 8;
const DAY_MS = 86_400_000;
const CHILD = fileURLToPath(new URL('./loan-operations-child.ts', import.meta.url));
const progress = z.object({ done: z.int(), accepted: z.int() });

let desk: Desk;
let loanIds: string[];
let accepted = 0;

beforeAll(async () => {
  desk = await openDesk();
  loanIds = [];
  for (let person = 1; person <= SOLD; person += 1) {
    const { loanId } = await lend(desk.counter, person, [3, 6, 9, 12][person % 4]);
    loanIds.push(loanId);
    desk.counter.clock.now += DAY_MS;
  }
  for (let index = SOLD; index < LOANS; index += 1) {
    const terms = [3, 6, 9, 12][index % 4] ?? 3;
    loanIds.push(await desk.lend(1_500_00 + index * 137_31, terms, 1_080 + (index % 5) * 270));
  }
});
afterAll(() => desk.counter.close());

/** Goes on from an operation until it is killed or done; gives back how far it came. */
async function operate(from: number, till: number, killAfterMs: number | null): Promise<number> {
  const { databaseUrl, clock } = desk.counter;
  const { signal } = new AbortController();
  const appUrl = appUrlOf(databaseUrl, testServerSecret);
  const child = fork(CHILD, [
    appUrl,
    testServerSecret,
    String(clock.now),
    String(from),
    String(till),
    String(SOLD),
    ...loanIds,
  ]);
  let done = from;
  child.on('message', (message) => {
    const told = progress.parse(message);
    done = told.done;
    accepted += told.accepted;
  });
  const exited = once(child, 'exit');
  if (killAfterMs !== null) {
    await Promise.race([once(child, 'message'), exited]);
    await Promise.race([pause(killAfterMs, undefined, { signal }), exited]);
    child.kill('SIGKILL');
  }
  const [code] = await exited;
  if (killAfterMs === null) expect(code).toBe(0);
  return done;
}

test('killed at random moments, they leave sound loans and balanced books', { timeout: 600_000 }, async () => {
  let done = 0;
  for (let kill = 0; kill < KILLS && done < OPERATIONS; kill += 1) {
    done = Math.max(0, (await operate(done, OPERATIONS, randomInt(300, 3_000))) - IN_HAND);
  }
  expect(done, 'killed before it was done').toBeLessThan(OPERATIONS - IN_HAND);
  expect(await operate(done, OPERATIONS, null)).toBe(OPERATIONS);
  expect(accepted).toBeGreaterThan(OPERATIONS / 4);
  // As of the last operation's day.
  const [last] = await rowsOf<{ on: string }>(
    desk.counter.databaseUrl,
    `select extract(epoch from max(day)) * 1000 + 12 * 3600000 - 8 * 3600000 as on from lending.business_days`,
  );
  desk.counter.clock.now = Number(last?.on);

  for (const loanId of loanIds) await expectSound(desk, loanId);
  await expectBalancedBooks();
  await expectEveryVersionOnce();
});

async function expectBalancedBooks(): Promise<void> {
  const { platform } = desk.counter;
  const all = { at: null, valueOn: null, bookId: null };
  const { balanced, books } = await desk.within((tx) => trialBalance(platform, tx, all));
  expect(balanced).toBe(true);
  for (const { id } of books) {
    const own = await desk.within((tx) => trialBalance(platform, tx, { ...all, bookId: id }));
    expect(own.totalDebitFen).toBe(own.totalCreditFen);
  }
  const { lenders } = await desk.within((tx) => reconciliation(platform, tx, { at: null }));
  // Loans made without a sale were paid out, and no merchant was ever owed anything for them.
  const [unsold] = await rowsOf<{ lent: string }>(
    desk.counter.databaseUrl,
    `select sum(principal_fen) as lent from lending.loans l
      where not exists (select from ledger.transactions t where t.kind = 'goods-delivered' and t.subject_id = l.id)`,
  );
  expect(lenders.reduce((sum, { differenceFen }) => sum + differenceFen, 0)).toBe(-Number(unsold?.lent));
  while ((await sealChain(platform)) > 0);
  expect(await desk.within((tx) => verifyChain(tx))).toMatchObject({ ok: true });
}

/** One event a version, in order, and no command that counts twice. */
async function expectEveryVersionOnce(): Promise<void> {
  const wrong = await rowsOf(
    desk.counter.databaseUrl,
    `with told as (
       select key, (payload ->> 'version')::integer as version,
              row_number() over (partition by key order by seq) as place, min((payload ->> 'version')::integer)
                over (partition by key) as first
         from platform.outbox where topic = 'loan.changed'
     ), done as (
       -- What made the loan is told as the loan that was booked.
       select loan_id, version from lending.commands where kind <> 'book'
     ) select d.loan_id, d.version, t.place from done d
         full join told t on t.key = d.loan_id and t.version = d.version
        where d.loan_id is null or t.key is null or t.version <> t.first + t.place - 1`,
  );
  expect(wrong).toEqual([]);
}
