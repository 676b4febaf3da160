import { Client } from 'pg';
import { afterEach, expect, test } from 'vitest';
import { PLATFORM, openDatabase } from '#server/platform/database.ts';
import { appUrlOf, migrate } from '#server/platform/migrations.ts';
import { emptyDatabase, testServerSecret, type FreshDatabase } from '../../support/database.ts';

let database: FreshDatabase;
afterEach(() => database.drop());

async function asOwner<T>(work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: database.url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

const applied = () =>
  asOwner(
    async (client) => (await client.query<{ name: string }>('select name from public.migrations order by 1')).rows,
  );

test('four migrators at once leave one migrated database, and a fifth changes nothing', async () => {
  database = await emptyDatabase();
  await Promise.all(Array.from({ length: 4 }, () => migrate(database.url, testServerSecret)));
  const once = await applied();
  expect(once.map(({ name }) => name).slice(0, 2)).toEqual(['0001-platform.sql', '0002-auth.sql']);
  await migrate(database.url, testServerSecret);
  expect(await applied()).toEqual(once);
});

test('afterwards the program logs in as zhanggui_app, which is no superuser', async () => {
  database = await emptyDatabase();
  await migrate(database.url, testServerSecret);
  const db = openDatabase(appUrlOf(database.url, testServerSecret), { connectionsMax: 1 });
  const who = await db.transaction(PLATFORM, (tx) =>
    tx.rows(`select session_user as login, current_user as role,
               (select rolsuper or rolbypassrls from pg_roles where rolname = session_user) as mighty`),
  );
  await db.close();
  expect(who).toEqual([{ login: 'zhanggui_app', role: 'zhanggui_platform', mighty: false }]);
});

test('a database from the future is refused', async () => {
  database = await emptyDatabase();
  await migrate(database.url, testServerSecret);
  await asOwner((client) => client.query(`insert into public.migrations values ('9999-later.sql', 'x')`));
  await expect(migrate(database.url, testServerSecret)).rejects.toThrow(/newer than this program.*9999-later/);
});

test('a migration that was edited after it was applied is refused', async () => {
  database = await emptyDatabase();
  await migrate(database.url, testServerSecret);
  await asOwner((client) => client.query(`update public.migrations set hash = 'x' where name like '0010%'`));
  await expect(migrate(database.url, testServerSecret)).rejects.toThrow(/0010-merchants\.sql was edited/);
});

test('every table a merchant can reach has row-level security, and every amount is a whole number', async () => {
  database = await emptyDatabase();
  await migrate(database.url, testServerSecret);
  const open = await asOwner(async (client) => {
    const { rows } = await client.query<{ name: string }>(`
      select c.oid::regclass::text as name from pg_class c
        join pg_attribute a on a.attrelid = c.oid and a.attname = 'merchant_id'
       where c.relkind = 'r' and not c.relrowsecurity
         and has_any_column_privilege('zhanggui_merchant', c.oid, 'select, insert, update')`);
    return rows;
  });
  expect(open).toEqual([]);
  const money = await asOwner(async (client) => {
    const { rows } = await client.query<{ name: string }>(`
      select table_schema || '.' || table_name || '.' || column_name as name from information_schema.columns
       where column_name like '%\\_fen' and data_type <> 'bigint'`);
    return rows;
  });
  expect(money).toEqual([]);
});
