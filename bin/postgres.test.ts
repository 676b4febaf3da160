import { appendFile, chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freePort } from '../test/support/ports.ts';
import { ensureDatabase, startPostgres, type Postgres, type PostgresOptions } from './postgres.ts';
import { isAlive } from './postgres/leftover.ts';

// One directory, taken through its life: made, killed, opened again, damaged in several ways. The order matters.
let directory: string;
let options: PostgresOptions;
const running: Postgres[] = [];

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'zhanggui-postgres-'));
  await chmod(directory, 0o755);
  options = { dataDir: join(directory, 'pg'), port: await freePort(), password: 'p/w:ö @', durable: true };
});

afterAll(async () => {
  for (const server of running) await server.stop();
  await rm(directory, { recursive: true, force: true });
});

async function start(changes: Partial<PostgresOptions> = {}): Promise<Postgres> {
  const server = await startPostgres({ ...options, ...changes });
  running.push(server);
  return server;
}

async function ask(url: string, sql: string): Promise<unknown> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ answer: unknown }>(sql);
    return rows[0]?.answer;
  } finally {
    await client.end();
  }
}

describe('a PostgreSQL of our own', () => {
  test('is made, answers with its password only, on loopback only, and keeps what it acknowledged', async () => {
    const server = await start();
    const url = await ensureDatabase(server.url, 'zhanggui');
    expect(await ask(url, "select current_setting('listen_addresses') || current_setting('fsync') as answer")).toBe(
      '127.0.0.1on',
    );
    expect(
      await ask(
        url,
        'select pg_encoding_to_char(encoding) as answer from pg_database where datname = current_database()',
      ),
    ).toBe('UTF8');
    await ask(url, 'create table kept as select 42 as answer');
    await expect(ask(url.replace(/:[^:@/]+@/, ':wrong@'), 'select 1 as answer')).rejects.toThrow('password');
    expect(await readdir(directory)).not.toContain('.postgres-password.new');
    await server.stop();
    expect(isAlive(server.pid)).toBe(false);
  });

  test('searches Chinese names by trigrams', async () => {
    const server = await start();
    const url = await ensureDatabase(server.url, 'zhanggui');
    await ask(url, 'create extension pg_trgm');
    expect(await ask(url, "select similarity('红富士苹果', '红富士苹果礼盒') > 0.3 as answer")).toBe(true);
    await server.stop();
  });

  test('left over by a killed launcher, is stopped by the next start', async () => {
    const first = await start();
    const lines: string[] = [];
    const second = await start({ say: (line) => lines.push(line) });
    expect(lines).toEqual([expect.stringContaining('an earlier start had left behind')]);
    expect(isAlive(first.pid)).toBe(false);
    expect(await ask(second.url.replace(/postgres$/, 'zhanggui'), 'select answer from kept')).toBe(42);
    await second.stop();
  });

  test('after kill -9, opens again with what it acknowledged', async () => {
    const first = await start();
    process.kill(first.pid, 'SIGKILL');
    await first.exited;
    const second = await start();
    expect(await ask(second.url.replace(/postgres$/, 'zhanggui'), 'select answer from kept')).toBe(42);
    await second.stop();
  });

  test('a lock file whose number belongs to another program now does not stop the start', async () => {
    await writeFile(join(options.dataDir, 'postmaster.pid'), `${process.pid}\n${options.dataDir}\n`);
    await (await start()).stop();
  });

  test('with the wrong secrets file, says which file is meant', async () => {
    await expect(start({ password: 'another' })).rejects.toThrow(
      'The password in secrets.json does not open the database',
    );
  });
});

describe('a damaged data directory gives one line and is left as it is', () => {
  async function expectDamage(file: string, damage: (path: string) => Promise<unknown>, says: RegExp): Promise<void> {
    const path = join(options.dataDir, file);
    const before = await readFile(path);
    await damage(path);
    const names = await readdir(options.dataDir);
    const problem = await start().then(
      () => new Error('it started'),
      (error: unknown) => error,
    );
    expect(problem).toMatchObject({ name: 'Problem', message: expect.stringMatching(says) as unknown });
    expect(String(problem)).not.toContain('\n');
    expect(await readdir(options.dataDir)).toEqual(names);
    await writeFile(path, before);
  }

  test('PG_VERSION missing', () =>
    expectDamage('PG_VERSION', (path) => rm(path), /PG_VERSION is missing.*Nothing was deleted/));
  test('PG_VERSION garbled', () =>
    expectDamage('PG_VERSION', (path) => writeFile(path, '\0\0'), /PG_VERSION cannot be read/));
  test('another version', () =>
    expectDamage('PG_VERSION', (path) => writeFile(path, '15\n'), /made by PostgreSQL 15, this is 18/));
  test('control file garbled', () =>
    expectDamage(
      'global/pg_control',
      (path) => writeFile(path, Buffer.alloc(8192, 7)),
      /is damaged: PostgreSQL says ".+" \(.*postgres\.log\)/,
    ));
  test('configuration garbled', () =>
    expectDamage(
      'postgresql.conf',
      (path) => appendFile(path, '\n%%%\n'),
      /is damaged: PostgreSQL says ".*postgresql\.conf/,
    ));

  test('restored, it starts again', async () => {
    await (await start()).stop();
  });
});
