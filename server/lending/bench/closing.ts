import pg from 'pg';
import { fen } from '#shared/money/fen.ts';
import { runPeer } from '#server/bench/index.ts';
import { newUuid, type Platform } from '#server/platform/context.ts';
import { openDatabase } from '#server/platform/database.ts';
import { appUrlOf, migrate } from '#server/platform/migrations.ts';
import { deriveSecrets } from '#server/platform/secrets.ts';
import { closing } from '../close/closing.ts';
import { closeDueDays } from '../index.ts';
import { BATCH, CLOSING_PEER } from './closing-peer.ts';
import { multiplyLoans, openLoanDesk } from './loans.ts';

export interface ClosingBench {
  loans: number;
  /** Loans closed per second on a day on which all goes as foreseen. */
  foreseenPerSecond: number;
  /** The same on a day on which every loan has to be looked at. */
  lookedAtPerSecond: number;
  /** What the first writes, by pgbench; null where it is not installed: then it was not run. */
  pgbenchPerSecond: number | null;
}

const LOANS = 100_000;
const DAY_MS = 86_400_000;
/** As many as the close of business has. */
const WORKERS = 2;

/** Closes days of as many loans as `LOANS`, copied from a few real ones; says how far it is. */
export async function benchClosing(
  ownerUrl: string,
  serverSecret: string,
  say: (line: string) => void,
): Promise<ClosingBench> {
  await migrate(ownerUrl, serverSecret);
  const database = openDatabase(appUrlOf(ownerUrl, serverSecret), { connectionsMax: 4 });
  const clock = { now: Date.UTC(2026, 8, 1, 6) };
  const platform: Platform = {
    db: database,
    secrets: deriveSecrets(serverSecret),
    now: () => clock.now,
    newId: newUuid,
  };
  try {
    await makeLoans(platform, clock, ownerUrl);
    say(`${LOANS} loans are there; a first day, not measured, begins their books`);
    await closeNext(platform, clock, say);
    await asOwner(ownerUrl, 'vacuum analyze');
    const foreseenPerSecond = await closeNext(platform, clock, say);
    await asOwner(ownerUrl, 'update lending.servicing set attention_on = closed_till');
    await asOwner(ownerUrl, 'vacuum analyze');
    const lookedAtPerSecond = await closeNext(platform, clock, say);
    const perSecond = await runPeer(ownerUrl, WORKERS, CLOSING_PEER);
    const pgbenchPerSecond = perSecond === null ? null : perSecond * BATCH;
    return { loans: LOANS, foreseenPerSecond, lookedAtPerSecond, pgbenchPerSecond };
  } finally {
    await database.close();
  }
}

/** Of every age: some in time, some late; no due date is near. */
async function makeLoans(platform: Platform, clock: { now: number }, ownerUrl: string): Promise<void> {
  const desk = await openLoanDesk(platform);
  for (const terms of [12, 9, 6, 3]) {
    await desk.lend({ principalFen: fen(3_000_00 + terms * 100_00), annualRateBps: 1_440, terms });
    clock.now += 5 * DAY_MS;
    await closeDueDays(platform, new AbortController().signal);
  }
  clock.now += 21 * DAY_MS;
  await closeDueDays(platform, new AbortController().signal);
  await multiplyLoans(ownerUrl, LOANS);
}

/** Loans per second, of the whole run from its beginning to its end. */
async function closeNext(platform: Platform, clock: { now: number }, say: (line: string) => void): Promise<number> {
  clock.now += DAY_MS;
  const telling = setInterval(() => {
    void closing(platform).then(({ run }) => {
      if (run) say(`${run.closesOn}: ${run.loansDone} of ${run.loansTotal} loans closed`);
    });
  }, 2_000);
  const started = performance.now();
  await closeDueDays(platform, new AbortController().signal);
  const seconds = (performance.now() - started) / 1_000;
  clearInterval(telling);
  const { run } = await closing(platform);
  if (run?.loansDone !== LOANS) throw new Error('The bench closed fewer loans than there are.');
  return LOANS / seconds;
}

async function asOwner(ownerUrl: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
