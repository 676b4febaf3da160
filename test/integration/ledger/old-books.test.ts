import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import { v7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  HOUSE,
  merchantLines,
  merchantTotals,
  postingsOf,
  sealChain,
  trialBalance,
  verifyChain,
} from '#server/ledger/index.ts';
import { merchantScope, openDatabase, PLATFORM, type Database } from '#server/platform/database.ts';
import { inRoot } from '../../support/repository.ts';
import { until } from '../../support/until.ts';
import { emptyDatabase, type FreshDatabase } from '../../support/database.ts';

/** Books as they were kept before there were lenders' books, reversals and a chain; then brought up to date. */
let database: FreshDatabase;
let owner: Client;
let db: Database;
const [lenderId, merchantId, storeId] = [v7(), v7(), v7()];
const sales = [
  { gross: 3_000_00, fee: 45_00 },
  { gross: 500_00, fee: 0 },
  { gross: 100, fee: 100 },
].map((sale) => ({ ...sale, id: v7(), loanId: v7(), orderId: v7() }));

beforeAll(async () => {
  database = await emptyDatabase();
  owner = new Client({ connectionString: database.url });
  await owner.connect();
  await applyMigrations((name) => name < '0080');
  await owner.query(`insert into lending.lenders values ($1, '县联银行', 0, 1, 0, 0, 1)`, [lenderId]);
  await owner.query(
    `insert into ledger.parties (id, kind, name)
     values ($1, 'lender', '县联银行'), ($2, 'merchant', '示例家电行'), ($3, 'house', '')`,
    [lenderId, merchantId, HOUSE.id],
  );
  for (const sale of sales) await sell(sale);
  await applyMigrations((name) => name.startsWith('0080'));
  db = openDatabase(database.url, { connectionsMax: 2 });
});
afterAll(async () => {
  await db.close();
  await owner.end();
  await database.drop();
});

async function applyMigrations(wanted: (name: string) => boolean): Promise<void> {
  const folder = inRoot('server', 'migrations');
  const names = (await readdir(folder)).filter(wanted).sort();
  for (const name of names) await owner.query(await readFile(join(folder, name), 'utf8'));
}

async function sell(sale: (typeof sales)[number]): Promise<void> {
  const { id, loanId, orderId, gross, fee } = sale;
  await owner.query(
    `insert into lending.loans (id, application_id, order_id, merchant_id, lender_id, command_id, command_hash,
       contract_number, contract_hash, status, principal_fen, annual_rate_bps, irr_bps, terms, total_fen, plan,
       plan_hash, reference, lender, merchant, booked_at)
     values ($1::uuid, $2, $3, $4, $5, $6, 'h', $1::text, 'h', 'booked', $7, 0, 0, 3, $7, '{}', 'h', 'r', 'l', 'm', 1)`,
    [loanId, v7(), orderId, merchantId, lenderId, v7(), gross],
  );
  await owner.query(
    `insert into lending.settlement_lines values ($1, $2, $3, $4, $5, 'D-1', 'ZG-1', '冰箱', '县城总店', 7, $6, $7, $8,
       '2026-11-23')`,
    [id, merchantId, storeId, orderId, loanId, gross, fee, gross - fee],
  );
  await owner.query(`insert into ledger.parties values ($1, 'loan', 'ZG-1')`, [loanId]);
  await enter('loan-booked', loanId, [
    ['1321', loanId, 'debit', gross],
    ['2314', lenderId, 'credit', gross],
  ]);
  await enter('goods-delivered', orderId, [
    ['1221', lenderId, 'debit', gross],
    ['2202', merchantId, 'credit', gross - fee],
    ['6021', HOUSE.id, 'credit', fee],
  ]);
}

async function enter(kind: string, subjectId: string, entries: [string, string, string, number][]): Promise<void> {
  const id = v7();
  await owner.query('begin');
  await owner.query(`insert into ledger.transactions values ($1, $2, $3, 'h', '2026-11-22', 7)`, [id, kind, subjectId]);
  const booked = entries.filter(([, , , amount]) => amount > 0);
  for (const [index, entry] of booked.entries())
    await owner.query('insert into ledger.entries values ($1, $2, $3, $4, $5, $6)', [id, index + 1, ...entry]);
  await owner.query('commit');
}

test('old entries stay, and what was owed to merchants is owed to their stores, to the fen', async () => {
  const balance = await db.transaction(PLATFORM, (tx) =>
    trialBalance({ now: () => 9 }, tx, { at: null, valueOn: null, bookId: null }),
  );
  expect(balance.balanced).toBe(true);
  expect(
    balance.accounts.map(({ book, code, party, debitFen, creditFen }) => [book, code, party, debitFen - creditFen]),
  ).toEqual([
    [HOUSE.name, '1221', '县联银行', 3_501_00],
    [HOUSE.name, '1321', '×3', 3_501_00],
    [HOUSE.name, '2202', '县城总店', -3_455_00],
    [HOUSE.name, '2314', '县联银行', -3_501_00],
    [HOUSE.name, '6021', HOUSE.name, -46_00],
  ]);
});

test('the merchant’s lines are the same as before, under the same ids', async () => {
  await db.transaction(merchantScope(merchantId), async (tx) => {
    const lines = await merchantLines(tx, { before: null, limit: 9 });
    const expected = sales.map(({ id, loanId, gross, fee }) => ({
      id,
      loanId,
      kind: 'sale',
      bookedOn: '2026-11-22',
      postedAt: 7,
      grossFen: gross,
      feeFen: fee,
    }));
    expect(lines).toEqual(expected.toReversed());
    expect(await merchantTotals(tx, null)).toEqual({
      count: 3,
      grossFen: 3_501_00,
      feeFen: 46_00,
      firstOn: '2026-11-22',
    });
  });
});

test('a loan’s journal has its old postings, and all of them get their place in the chain', async () => {
  await until('the old books to be sealed', async () => {
    await sealChain({ db, now: () => 9 });
    const proof = await db.transaction(PLATFORM, verifyChain);
    return proof.ok && proof.length === 9 ? true : undefined;
  });
  const postings = await db.transaction(PLATFORM, (tx) => postingsOf(tx, sales[0]?.loanId ?? ''));
  expect(postings.map(({ kind, position, entries }) => [kind, position, entries.length])).toEqual([
    ['loan-booked', 1, 2],
    ['goods-delivered', 2, 3],
    ['goods-delivered', 7, 3],
  ]);
});
