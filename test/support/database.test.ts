import { Client } from 'pg';
import { afterAll, expect, test } from 'vitest';
import { emptyDatabase, freshDatabase, type FreshDatabase } from './database.ts';

const databases: FreshDatabase[] = [];
afterAll(() => Promise.all(databases.map((database) => database.drop())));

async function tables(url: string): Promise<string[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ name: string }>(
    "select table_schema || '.' || table_name as name from information_schema.tables where table_schema not in ('pg_catalog', 'information_schema')",
  );
  await client.end();
  return rows.map(({ name }) => name);
}

test('fresh databases are migrated, made side by side, and apart from each other', async () => {
  const made = await Promise.all([freshDatabase(), freshDatabase(), freshDatabase()]);
  databases.push(...made);
  expect(new Set(made.map(({ url }) => url)).size).toBe(3);
  const [first, ...others] = await Promise.all(made.map(({ url }) => tables(url)));
  expect(first).toContain('public.migrations');
  for (const other of others) expect(other).toEqual(first);
});

test('an empty database has no table at all', async () => {
  const database = await emptyDatabase();
  databases.push(database);
  expect(await tables(database.url)).toEqual([]);
});
