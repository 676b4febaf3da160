import { v7 } from 'uuid';
import { shanghaiDate } from '#shared/calendar/date.ts';
import { fen } from '#shared/money/fen.ts';
import { counting, quantile, runPeer, statementsOf } from '#server/bench/index.ts';
import { newUuid, type Platform } from '#server/platform/context.ts';
import { openDatabase, PLATFORM } from '#server/platform/database.ts';
import { appUrlOf, migrate } from '#server/platform/migrations.ts';
import { deriveSecrets } from '#server/platform/secrets.ts';
import { closeDueDays } from '../index.ts';
import { act } from '../servicing/index.ts';
import { multiplyLoans, openLoanDesk } from './loans.ts';
import { LOANS, SERVICING_PEER } from './servicing-peer.ts';

export interface ServicingBench {
  /** Repayments from command to commit, per second. */
  perSecond: number;
  p50Ms: number;
  p99Ms: number;
  statements: number;
  /** The same, by pgbench; null where it is not installed: then it was not run. */
  pgbenchPerSecond: number | null;
  pgbenchStatements: number;
}

const CALLERS = 16;
const WARM_UP = 320;
const DAY_MS = 86_400_000;

/**
 * Repayments by 16 callers, each waiting for the answer before the next and each of another loan; then pgbench with a
 * script of the same statements, on the same database.
 */
export async function benchServicing(ownerUrl: string, serverSecret: string): Promise<ServicingBench> {
  await migrate(ownerUrl, serverSecret);
  const database = openDatabase(appUrlOf(ownerUrl, serverSecret), { connectionsMax: CALLERS });
  const counter = { statements: 0 };
  const clock = { now: Date.UTC(2026, 8, 1, 6) };
  const platform: Platform = {
    db: counting(database, counter),
    secrets: deriveSecrets(serverSecret),
    now: () => clock.now,
    newId: newUuid,
  };
  try {
    const loans = await makeLoans(platform, clock, ownerUrl);
    await payAll(platform, loans.splice(0, WARM_UP));
    counter.statements = 0;
    const started = performance.now();
    const times = (await payAll(platform, loans)).sort((a, b) => a - b);
    const seconds = (performance.now() - started) / 1_000;
    return {
      perSecond: times.length / seconds,
      p50Ms: quantile(times, 0.5),
      p99Ms: quantile(times, 0.99),
      statements: counter.statements / times.length,
      pgbenchPerSecond: await runPeer(ownerUrl, CALLERS, SERVICING_PEER),
      pgbenchStatements: statementsOf(SERVICING_PEER),
    };
  } finally {
    await database.close();
  }
}

/** In the middle of their life: some paid in time until now, some late. */
async function makeLoans(platform: Platform, clock: { now: number }, ownerUrl: string): Promise<string[]> {
  const desk = await openLoanDesk(platform);
  for (const terms of [3, 6, 9, 12]) {
    await desk.lend({ principalFen: fen(3_000_00 + terms * 100_00), annualRateBps: 1_440, terms });
    clock.now += 10 * DAY_MS;
    await closeDueDays(platform, new AbortController().signal);
  }
  await multiplyLoans(ownerUrl, LOANS);
  const rows = await platform.db.transaction(PLATFORM, (tx) =>
    tx.rows<{ loan_id: string }>('select loan_id from lending.servicing order by md5(loan_id::text)'),
  );
  return rows.map(({ loan_id }) => loan_id);
}

/** Milliseconds of each command. */
async function payAll(platform: Platform, loans: readonly string[]): Promise<number[]> {
  const left = [...loans];
  const times: number[] = [];
  const caller = async (): Promise<void> => {
    for (let loanId = left.pop(); loanId !== undefined; loanId = left.pop()) {
      const started = performance.now();
      await pay(platform, loanId);
      times.push(performance.now() - started);
    }
  };
  await Promise.all(Array.from({ length: CALLERS }, caller));
  return times;
}

async function pay(platform: Platform, loanId: string): Promise<void> {
  const actor = { id: 'system', name: '压测', merchantId: null, permissions: new Set(['loans.service'] as const) };
  const on = shanghaiDate(platform.now());
  const action = { kind: 'repayment' as const, on, amountFen: fen(100_00), note: '', receivedAs: '压测' };
  const acted = await act(platform, { commandId: v7(), loanId, version: null, action, actor });
  if (!acted.ok) throw new Error(`The bench's repayment was refused: ${acted.refusal.code}.`);
}
