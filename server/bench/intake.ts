import { v7 } from 'uuid';
import { fen } from '#shared/money/fen.ts';
import type { Application, Envelope } from '#shared/wire/application.ts';
import { putEvidence, sealingPublicKey, submit } from '#server/applications/index.ts';
import { decide } from '#server/decision/index.ts';
import { seedLenders } from '#server/lending/index.ts';
import { systemClock, newUuid, type Platform } from '#server/platform/context.ts';
import { openDatabase, PLATFORM } from '#server/platform/database.ts';
import { startDispatcher, type Handlers } from '#server/platform/dispatcher.ts';
import { appUrlOf, migrate } from '#server/platform/migrations.ts';
import { deriveSecrets } from '#server/platform/secrets.ts';
import type { Terminal } from '#server/platform/trpc.ts';
import { counting, quantile } from './measures.ts';
import { INTAKE_PEER } from './intake-peer.ts';
import { runPeer, statementsOf } from './pgbench.ts';
import { madeUpApplication, SimulatedTerminal, withFace } from './simulated-terminal.ts';
import { makeStore, type BenchStore } from './store.ts';

export interface IntakeBench {
  /** Applications from submit to their written decision, per second, by 16 clients. */
  perSecond: number;
  p50Ms: number;
  p99Ms: number;
  statements: number;
  /** The same, by pgbench; null where it is not installed: then it was not run. */
  pgbenchPerSecond: number | null;
  pgbenchStatements: number;
  /** Ours as a part of pgbench's. */
  ratio: number | null;
}

const CLIENTS = 16;
const WORKERS = 8;
/** Fewer than makes the policy think of an attack. */
const APPLICATIONS_PER_TERMINAL = 30;
const TERMINALS_PER_CLIENT = 4;
const WARM_UP = 64;

/**
 * Real sealed envelopes of made-up people, submitted by 16 clients, each waiting for its decision before the next;
 * then pgbench with a script of the same statements, on the same database. The database is the bench's own: it stays
 * full of made-up applications.
 */
export async function benchIntake(ownerUrl: string, serverSecret: string): Promise<IntakeBench> {
  await migrate(ownerUrl, serverSecret);
  const database = openDatabase(appUrlOf(ownerUrl, serverSecret), { connectionsMax: CLIENTS + WORKERS });
  const counter = { statements: 0 };
  const platform: Platform = {
    db: counting(database, counter),
    secrets: deriveSecrets(serverSecret),
    now: systemClock,
    newId: newUuid,
  };
  try {
    const queues = await makeQueues(platform);
    const decided = decisions(platform);
    const dispatcher = startDispatcher(platform, decided.handlers, { inside: WORKERS, outside: 0 });
    const run = (client: Sealed[]): Promise<number[]> => submitAll(platform, client, decided.of);
    await Promise.all(queues.map((client) => run(client.splice(0, WARM_UP / CLIENTS))));
    counter.statements = 0;
    const started = performance.now();
    const times = (await Promise.all(queues.map(run))).flat().sort((a, b) => a - b);
    const seconds = (performance.now() - started) / 1_000;
    const statements = counter.statements / times.length;
    await dispatcher.stop();
    const perSecond = times.length / seconds;
    const pgbenchPerSecond = await runPeer(ownerUrl, CLIENTS, INTAKE_PEER);
    return {
      perSecond,
      p50Ms: quantile(times, 0.5),
      p99Ms: quantile(times, 0.99),
      statements,
      pgbenchPerSecond,
      pgbenchStatements: statementsOf(INTAKE_PEER),
      ratio: pgbenchPerSecond === null ? null : perSecond / pgbenchPerSecond,
    };
  } finally {
    await database.close();
  }
}

interface Sealed {
  terminal: Terminal;
  envelope: Envelope;
}

/** One row of sealed envelopes per client, in the order of its terminals' queues; sealing is not measured. */
async function makeQueues(platform: Platform): Promise<Sealed[][]> {
  const store = await makeStore(platform, CLIENTS * TERMINALS_PER_CLIENT);
  await platform.db.transaction(PLATFORM, (tx) => seedLenders(platform, tx));
  const key = await sealingPublicKey(platform.secrets);
  const first = await peopleSoFar(platform);
  const queues: Sealed[][] = Array.from({ length: CLIENTS }, () => []);
  for (const [index, terminal] of store.terminals.entries()) {
    const queue = new SimulatedTerminal(terminal, key);
    for (let n = 0; n < APPLICATIONS_PER_TERMINAL; n += 1) {
      const made = await makeApplication(platform, store, terminal, first + index * APPLICATIONS_PER_TERMINAL + n);
      const { application, blob } = await withFace(key, made);
      const put = await putEvidence(platform, terminal, blob);
      if (!put.ok) throw new Error(`The bench's picture was refused: ${put.refusal.code}.`);
      queues[index % CLIENTS]?.push({ terminal, envelope: await queue.envelope(application, platform.now()) });
    }
  }
  return queues;
}

/** Who came in an earlier run has an open application: each run has people of its own. */
async function peopleSoFar(platform: Platform): Promise<number> {
  const [row] = await platform.db.transaction(PLATFORM, (tx) =>
    tx.rows<{ count: number }>('select count(*)::bigint as count from applications.shoppers'),
  );
  return row?.count ?? 0;
}

async function makeApplication(
  platform: Platform,
  store: BenchStore,
  terminal: Terminal,
  person: number,
): Promise<Application> {
  const order = await store.order(fen(3_000_00));
  const ids = { id: v7(), sessionId: v7(), terminalId: terminal.id, ...order, now: platform.now() };
  // 500 serials a day of birth: persons of the bench differ by both.
  const day = String(1 + (Math.floor(person / 500) % 28)).padStart(2, '0');
  const application = madeUpApplication(ids, { person, birth: `1990-03-${day}` });
  const verificationId = await store.verification(application.phone);
  return { ...application, phoneVerification: { status: 'verified', verificationId, verifiedAt: platform.now() } };
}

/** Handlers that tell when an application's decision is committed. */
function decisions(platform: Platform): { handlers: Handlers; of: (applicationId: string) => Promise<void> } {
  const waiting = new Map<string, () => void>();
  return {
    of: (applicationId) => new Promise((resolve) => waiting.set(applicationId, resolve)),
    handlers: {
      'application.received': {
        kind: 'inside',
        handle: async (tx, event) => {
          await decide(platform, tx, event);
          tx.afterCommit(() => waiting.get(event.payload.applicationId)?.());
        },
      },
    },
  };
}

/** Milliseconds from submit to decision, one by one. */
async function submitAll(
  platform: Platform,
  items: readonly Sealed[],
  decisionOf: (applicationId: string) => Promise<void>,
): Promise<number[]> {
  const times: number[] = [];
  for (const { terminal, envelope } of items) {
    const started = performance.now();
    const decided = decisionOf(envelope.id);
    const receipt = await submit(platform, terminal, envelope);
    if (!receipt.ok) throw new Error(`The bench's application was refused: ${receipt.refusal.code}.`);
    await decided;
    times.push(performance.now() - started);
  }
  return times;
}
