import pg from 'pg';
import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { post, postingsOf, sealChain, verifyChain, type ChainProof } from '#server/ledger/index.ts';
import { openDatabase, PLATFORM, type Database, type Tx } from '#server/platform/database.ts';
import { until } from '../../support/until.ts';
import { aLender, aShop, delivery, openBooks, type Books } from './books.ts';

let books: Books;
let owner: Database;
beforeAll(async () => {
  books = await openBooks();
  owner = openDatabase(books.databaseUrl, { connectionsMax: 1 });
});
afterAll(async () => {
  await owner.close();
  await books.close();
});

const lender = aLender();
const sale = (loanId = v7()) => delivery({ shop: aShop(), lender, gross: 1_000_00, fee: 15_00, loanId });
const seal = () => sealChain(books.platform);
const verify = () => books.inTx(verifyChain);

async function unsealed(): Promise<number> {
  const [row] = await books.inTx((tx) =>
    tx.rows<{ count: number }>(
      `select count(*)::bigint as count from ledger.transactions t
        where not exists (select from ledger.chain c where c.transaction_id = t.id)`,
    ),
  );
  return row?.count ?? -1;
}

/** Other tests' transactions on the same PostgreSQL may keep the newest back for a moment. */
async function sealAll(): Promise<void> {
  await until('everything to be sealed', async () => {
    await seal();
    return (await unsealed()) === 0 ? true : undefined;
  });
}

/** The chain as it stands: whether positions have no gap and follow the order of writing. */
function places(): Promise<{ position: number; inOrder: boolean }[]> {
  return books.inTx((tx) =>
    tx.rows(
      `select c.position, coalesce((t.xact, t.seq) > (lag(t.xact) over w, lag(t.seq) over w), true) as "inOrder"
         from ledger.chain c join ledger.transactions t on t.id = c.transaction_id
       window w as (order by c.position) order by c.position`,
    ),
  );
}

describe('the chain', () => {
  test('gives every transaction one place without a gap, while sixteen write and two seal', async () => {
    let writing = true;
    const sealers = Array.from({ length: 2 }, async () => {
      while (writing) await seal();
    });
    // In pairs: who takes its number first commits after the other, so that numbers and commits go in different orders.
    const writers = Array.from({ length: 8 }, async () => {
      for (let n = 0; n < 12; n += 1) {
        const [wrote, passed] = [Promise.withResolvers<null>(), Promise.withResolvers<null>()];
        const first = books.inTx(async (tx) => {
          await post(books.platform, tx, sale());
          wrote.resolve(null);
          await passed.promise;
        });
        await Promise.race([wrote.promise, first]);
        await books.post(sale()).finally(() => passed.resolve(null));
        await first;
      }
    });
    await Promise.all(writers);
    writing = false;
    await Promise.all(sealers);
    await sealAll();
    const chain = await places();
    expect(chain.map(({ position }) => position)).toEqual(Array.from({ length: 16 * 12 }, (_, n) => n + 1));
    expect(chain.every(({ inOrder }) => inOrder)).toBe(true);
    expect(await verify()).toMatchObject({ ok: true, length: 16 * 12 });
  });

  test('does not pass by what commits late: what came after it waits, and both are sealed in order', async () => {
    await sealAll();
    const [early, late] = [v7(), v7()];
    const [wrote, gate] = [Promise.withResolvers<null>(), Promise.withResolvers<null>()];
    const slow = books.inTx(async (tx) => {
      await post(books.platform, tx, sale(early));
      wrote.resolve(null);
      await gate.promise;
    });
    await wrote.promise;
    await books.post(sale(late));
    expect(await seal()).toBe(0);
    gate.resolve(null);
    await slow;
    await sealAll();
    const [first] = await books.inTx((tx) => postingsOf(tx, early));
    const [second] = await books.inTx((tx) => postingsOf(tx, late));
    expect(second?.position).toBe((first?.position ?? 0) + 1);
  });

  test('a server killed between writing and sealing, or while sealing, loses nothing', async () => {
    await sealAll();
    const before = (await places()).length;
    await Promise.all(Array.from({ length: 5 }, () => books.post(sale())));
    const client = new pg.Client({ connectionString: books.databaseUrl });
    // It is told of its end as of an error.
    const ended = new Promise((resolve) => client.on('error', resolve));
    await client.connect();
    const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
    await client.query('begin; set local role zhanggui_platform; select pg_advisory_xact_lock(720261180)');
    await client.query(
      `insert into ledger.chain (position, transaction_id, hash, sealed_at)
       select $1, id, sha256('x'), 0 from ledger.transactions t
        where not exists (select from ledger.chain c where c.transaction_id = t.id) limit 1`,
      [before + 1],
    );
    expect(await seal()).toBe(0);
    await books.inTx((tx) => tx.rows('select 1'));
    await owner.transaction(PLATFORM, async (tx) => {
      await tx.rows('reset role');
      await tx.rows('select pg_terminate_backend($1)', [rows[0]?.pid]);
    });
    await ended;
    await sealAll();
    expect(await verify()).toMatchObject({ ok: true, length: before + 5 });
  });

  test('is longer than one batch, and every hash depends on all before', async () => {
    const [before] = [await verify()];
    await books.inTx(async (tx) => {
      for (let n = 0; n < 5; n += 1) await post(books.platform, tx, sale());
    });
    await sealAll();
    const after = await verify();
    expect([before.ok, after.ok]).toEqual([true, true]);
    expect(after).not.toEqual(before);
  });
});

describe('what the owner of the database changes behind the program’s back is found, with its place', () => {
  beforeAll(sealAll);
  const at7 = '(select transaction_id from ledger.chain where position = 7)';
  const unchecked = 'set local session_replication_role = replica';

  test.each<[string, string[], ChainProof]>([
    [
      'both sides of an amount',
      [`update ledger.entries set amount_fen = amount_fen + 1 where transaction_id = ${at7}`],
      { ok: false, position: 7, failure: 'altered' },
    ],
    [
      'a party',
      [`update ledger.entries set party_id = gen_random_uuid() where transaction_id = ${at7} and n = 1`],
      { ok: false, position: 7, failure: 'altered' },
    ],
    [
      'the day on which it counts',
      [`update ledger.transactions set value_on = value_on - 1 where id = ${at7}`],
      { ok: false, position: 7, failure: 'altered' },
    ],
    [
      'when it was posted',
      [`update ledger.transactions set posted_at = posted_at - 1 where id = ${at7}`],
      { ok: false, position: 7, failure: 'altered' },
    ],
    [
      'a transaction that is gone',
      [unchecked, `delete from ledger.transactions where id = ${at7}`],
      { ok: false, position: 7, failure: 'missing' },
    ],
    [
      'entries that are gone',
      [unchecked, `delete from ledger.entries where transaction_id = ${at7}`],
      { ok: false, position: 7, failure: 'altered' },
    ],
    [
      'a place that is gone',
      ['delete from ledger.chain where position = 7'],
      { ok: false, position: 7, failure: 'missing' },
    ],
    [
      'two transactions that changed places',
      [
        `create temporary table swapped on commit drop as
           select position, transaction_id from ledger.chain where position in (7, 8)`,
        'delete from ledger.chain where position in (7, 8)',
        `insert into ledger.chain (position, transaction_id, hash, sealed_at)
           select 15 - position, transaction_id, sha256('x'), 0 from swapped`,
      ],
      { ok: false, position: 7, failure: 'altered' },
    ],
    [
      'one put in among the old ones',
      [
        unchecked,
        `insert into ledger.transactions overriding system value
           select (jsonb_populate_record(t, jsonb_build_object('id', gen_random_uuid(), 'reference', 'forged', 'seq', t.seq - 1))).*
             from ledger.transactions t where id = ${at7}`,
      ],
      { ok: false, position: 7, failure: 'passed-over' },
    ],
  ])('%s', async (_, statements, found) => {
    expect(await verify()).toMatchObject({ ok: true });
    expect(await asOwner(statements)).toEqual(found);
  });

  /** Changes, looks, and takes the changes back. */
  async function asOwner(statements: readonly string[]): Promise<ChainProof | undefined> {
    let proof: ChainProof | undefined;
    const change = async (tx: Tx): Promise<never> => {
      await tx.rows('reset role');
      for (const statement of statements) await tx.rows(statement);
      proof = await verifyChain(tx);
      throw new Error('taken back');
    };
    await expect(owner.transaction(PLATFORM, change)).rejects.toThrow('taken back');
    return proof;
  }
});
