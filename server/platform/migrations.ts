import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { sha256Hex } from '#shared/wire/hash.ts';
import { deriveDatabasePassword } from './secrets.ts';

const FOLDER = join(import.meta.dirname, '..', 'migrations');
/** Any number, the same for all programs that migrate this database. */
const LOCK = 7_202_611_22;

/**
 * Brings the database up to date as its owner: numbered `.sql` files, each once, each in a transaction, one
 * migrator at a time. A database newer than the program, or a released file that was edited, is refused.
 * Afterwards zhanggui_app can log in with the password derived from the server's secret.
 */
export async function migrate(ownerUrl: string, serverSecret: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK]);
    await client.query('create table if not exists public.migrations (name text primary key, hash text not null)');
    const done = await client.query<{ name: string; hash: string }>('select name, hash from public.migrations');
    await applyPending(client, new Map(done.rows.map(({ name, hash }) => [name, hash])));
    const password = pg.escapeLiteral(deriveDatabasePassword(serverSecret));
    await client.query(`alter role zhanggui_app with login password ${password}`);
  } finally {
    await client.end();
  }
}

async function applyPending(client: pg.Client, done: ReadonlyMap<string, string>): Promise<void> {
  const names = (await readdir(FOLDER)).filter((name) => name.endsWith('.sql')).sort();
  const unknown = [...done.keys()].filter((name) => !names.includes(name));
  if (unknown.length > 0) throw new Error(`The database is newer than this program (it has ${unknown.join(', ')}).`);
  for (const name of names) {
    const text = await readFile(join(FOLDER, name), 'utf8');
    const hash = sha256Hex(text);
    const before = done.get(name);
    if (before !== undefined && before !== hash)
      throw new Error(`The migration ${name} was edited after it was applied.`);
    if (before === undefined) await apply(client, name, text, hash);
  }
}

async function apply(client: pg.Client, name: string, text: string, hash: string): Promise<void> {
  await client.query('begin');
  try {
    await client.query(text);
    await client.query('insert into public.migrations (name, hash) values ($1, $2)', [name, hash]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw new Error(`The migration ${name} failed.`, { cause: error });
  }
}

/** The URL under which the program itself logs in: same server and database, least rights. */
export function appUrlOf(ownerUrl: string, serverSecret: string): string {
  const url = new URL(ownerUrl);
  url.username = 'zhanggui_app';
  url.password = deriveDatabasePassword(serverSecret);
  return url.href;
}
