// A fresh, migrated database for each test file, in a few hundredths of a second: a copy of a template that the first
// caller of the run migrates.
import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { inject } from 'vitest';

/** The roles of the application belong to the whole PostgreSQL, so all databases of a run share one secret. */
export const testServerSecret = 'test-server-secret-0123456789abcdefghijklmnopqrstuvwxyz';

export interface FreshDatabase {
  /** As the owner, for migrations and for looking; the server makes its own, lesser roles from the secret. */
  readonly url: string;
  drop(): Promise<void>;
}

const template = 'zhanggui_template';
/** Any number, the same in all workers: only one of them makes the template. */
const templateLock = 7_204_001;

export async function freshDatabase(): Promise<FreshDatabase> {
  const serverUrl = inject('postgresUrl');
  await ensureTemplate(serverUrl);
  return copyOf(serverUrl, template);
}

/** Without any table: for tests of the migrations themselves, and for the server that migrates at its own start. */
export async function emptyDatabase(): Promise<FreshDatabase> {
  return copyOf(inject('postgresUrl'), 'template0');
}

async function copyOf(serverUrl: string, source: string): Promise<FreshDatabase> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  await withClient(serverUrl, async (client) => {
    // Sessions that are just leaving the template would make the copy fail; the lock keeps its maker out of the way.
    await client.query('select pg_advisory_lock($1)', [templateLock]);
    await client.query(`create database ${name} template ${source}`);
  });
  return {
    url: addressOf(serverUrl, name),
    drop: () =>
      withClient(serverUrl, async (client) => {
        await client.query(`drop database if exists ${name} with (force)`);
      }),
  };
}

async function ensureTemplate(serverUrl: string): Promise<void> {
  await withClient(serverUrl, async (client) => {
    await client.query('select pg_advisory_lock($1)', [templateLock]);
    const found = await client.query('select 1 from pg_database where datname = $1 and datistemplate', [template]);
    if (found.rowCount !== 0) return;
    await client.query(`drop database if exists ${template} with (force)`);
    await client.query(`create database ${template} template template0`);
    // Loaded here and not above: tests of what needs no server must not fail with it.
    const { migrate } = await import('#server/platform/migrations.ts');
    await migrate(addressOf(serverUrl, template), testServerSecret);
    await client.query(`alter database ${template} with is_template true allow_connections false`);
  });
}

/** The session's end gives back its locks, also after an error. */
async function withClient(url: string, work: (client: Client) => Promise<void>): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

function addressOf(serverUrl: string, database: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${database}`;
  return url.href;
}
