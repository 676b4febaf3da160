import pg from 'pg';

/**
 * PostgreSQL behind one door: every statement runs in a transaction that has taken a role first. Instants are
 * bigint milliseconds, dates are texts, money is bigint fen; all arrive as numbers or strings, never as floats or
 * `Date`.
 */
export type Scope = { kind: 'merchant'; merchantId: string } | { kind: 'platform' };
export const PLATFORM: Scope = { kind: 'platform' };

export function merchantScope(merchantId: string): Scope {
  return { kind: 'merchant', merchantId };
}

export interface Tx {
  /** Rows by column name. A `name` makes it a prepared statement: give one on hot paths. */
  rows<Row extends pg.QueryResultRow>(text: string, values?: readonly unknown[], name?: string): Promise<Row[]>;
  /** Runs after the commit has succeeded, never on a rollback. */
  afterCommit(action: () => void): void;
}

export interface Database {
  /** Serialisation failures and deadlocks repeat the whole of `work`, up to five times: it must only touch `tx`. */
  transaction<T>(scope: Scope, work: (tx: Tx) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

const RETRIABLE = new Set(['40001', '40P01']);
const ATTEMPTS_MAX = 5;

export function openDatabase(appUrl: string, options: { connectionsMax: number }): Database {
  const pool = new pg.Pool({ connectionString: appUrl, max: options.connectionsMax, types });
  // An idle connection that breaks is replaced at the next use; without a listener it would end the process.
  pool.on('error', (error) =>
    console.error(JSON.stringify({ level: 'warn', event: 'database-connection-lost', code: codeOf(error) })),
  );
  return {
    transaction: (scope, work) => withRetries(() => runOnce(pool, scope, work)),
    close: () => pool.end(),
  };
}

async function withRetries<T>(run: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await run();
    } catch (error) {
      if (attempt >= ATTEMPTS_MAX || !isRetriable(error)) throw error;
    }
  }
}

/** True where repeating the whole transaction may help. */
export function isRetriable(error: unknown): boolean {
  return RETRIABLE.has(codeOf(error));
}

async function runOnce<T>(pool: pg.Pool, scope: Scope, work: (tx: Tx) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  const afterCommit: (() => void)[] = [];
  const tx: Tx = {
    rows: async <Row extends pg.QueryResultRow>(text: string, values: readonly unknown[] = [], name?: string) => {
      const config = { text, values: [...values] };
      const result = await client.query<Row>(name === undefined ? config : { ...config, name });
      return result.rows;
    },
    afterCommit: (action) => afterCommit.push(action),
  };
  let broken: Error | undefined;
  try {
    await client.query(opening(scope));
    const value = await work(tx);
    await client.query('commit');
    for (const action of afterCommit) action();
    return value;
  } catch (error) {
    broken = await rollback(client);
    throw error;
  } finally {
    client.release(broken);
  }
}

function opening(scope: Scope): string {
  if (scope.kind === 'platform') return 'begin; set local role zhanggui_platform';
  return `begin; set local role zhanggui_merchant; set local app.merchant_id = ${pg.escapeLiteral(scope.merchantId)}`;
}

/** Gives the error back where the connection itself is unusable, so that the pool drops it. */
async function rollback(client: pg.PoolClient): Promise<Error | undefined> {
  try {
    await client.query('rollback');
    return undefined;
  } catch (error) {
    return error instanceof Error ? error : new Error('The connection broke.');
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown';
}

function parseInt8(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError('A bigint of the database does not fit a safe integer.');
  return value;
}

/** All but these two types are read as pg reads them. */
const parsers = new Map<number, (text: string) => unknown>([
  [pg.types.builtins.INT8, parseInt8],
  [pg.types.builtins.DATE, String],
]);

const types: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) =>
    parsers.get(oid) ?? (pg.types.getTypeParser(oid, format) as (text: string) => unknown),
};
