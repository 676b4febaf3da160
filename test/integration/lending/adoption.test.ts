import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import { v7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { calendarDate } from '#shared/calendar/date.ts';
import { makePlan } from '#shared/lending/plan.ts';
import { fen } from '#shared/money/fen.ts';
import { HOUSE, trialBalance } from '#server/ledger/index.ts';
import { adoptLoans, loanDetail, outstandingPrincipal } from '#server/lending/index.ts';
import type { Platform } from '#server/platform/context.ts';
import { openDatabase, PLATFORM, type Database, type Tx } from '#server/platform/database.ts';
import { deriveSecrets } from '#server/platform/secrets.ts';
import { emptyDatabase, testServerSecret, type FreshDatabase } from '../../support/database.ts';
import { inRoot } from '../../support/repository.ts';
import { NOON } from '../applications/counter.ts';

/** Loans as they were booked before there was any servicing; then brought up to date, and the server started. */
let database: FreshDatabase;
let owner: Client;
let db: Database;
let platform: Platform;
const [lenderId, merchantId, storeId] = [v7(), v7(), v7()];
const START = calendarDate('2026-11-20');
const plan = makePlan({ principalFen: fen(3_000_00), annualRateBps: 1_440, terms: 6, startOn: START });
const contracted = { id: v7(), orderId: v7(), number: 1, status: 'contracted' };
const delivered = { id: v7(), orderId: v7(), number: 2, status: 'delivered' };

beforeAll(async () => {
  database = await emptyDatabase();
  owner = new Client({ connectionString: database.url });
  await owner.connect();
  await applyMigrations((name) => name < '0080');
  await owner.query(`insert into lending.lenders values ($1, '县联银行', 0, 1, 0, 0, 1)`, [lenderId]);
  await owner.query(`insert into merchants.merchants values ($1, '示例家电行', 150, 1)`, [merchantId]);
  await owner.query(`insert into merchants.stores values ($1, $2, '县城总店', 1)`, [storeId, merchantId]);
  for (const sale of [contracted, delivered]) await sell(sale);
  await settle(delivered);
  await applyMigrations((name) => name >= '0080');
  db = openDatabase(database.url, { connectionsMax: 4 });
  platform = { db, secrets: deriveSecrets(testServerSecret), now: () => NOON, newId: () => v7() };
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

type Sale = typeof contracted;

async function sell({ id, orderId, number, status }: Sale): Promise<void> {
  const applicationId = v7();
  await owner.query(
    `insert into orders.orders (id, merchant_id, store_id, merchant, store, number, on_day, status, summary, price_fen,
       down_payment_fen, principal_fen, code, code_expires_at, created_at, created_by, created_by_id)
     values ($1, $2, $3, '示例家电行', '县城总店', $4, $5, $6, '冰箱', 350000, 50000, 300000, 'c', 1, 1, '店员甲', $3)`,
    [orderId, merchantId, storeId, `D-1120-000${number}`, START, status],
  );
  await owner.query(
    `insert into orders.applications (id, order_id, merchant_id, reference, status, shopper_masked, phone_masked, offline,
       attached_at) values ($1, $2, $3, $4, 'contracted', '张**', '199****0001', false, 1)`,
    [applicationId, orderId, merchantId, `A7-000${number}`],
  );
  await owner.query(
    `insert into lending.loans (id, application_id, order_id, merchant_id, lender_id, command_id, command_hash,
       contract_number, contract_hash, status, principal_fen, annual_rate_bps, irr_bps, terms, total_fen, plan,
       plan_hash, reference, lender, merchant, booked_at)
     values ($1, $2, $3, $4, $5, $6, 'h', $7, 'h', 'booked', $8, $9, $10, $11, $12, $13, $14, $15, '县联银行', '示例家电行', $16)`,
    [
      ...[id, applicationId, orderId, merchantId, lenderId, v7(), `ZG-20261120-A7-000${number}`],
      ...[plan.principalFen, plan.annualRateBps, plan.irrBps, plan.terms, plan.totalFen, JSON.stringify(plan)],
      ...[plan.hash, `A7-000${number}`, Date.UTC(2026, 10, 20, 6)],
    ],
  );
  await owner.query(
    `insert into lending.documents values ($1, $2, $3, $4, 'contract', $5, 1, '', 'h', 1, 2, 'h', 1, 3, 4)`,
    [v7(), id, applicationId, orderId, 'c'.repeat(64)],
  );
}

/** As the books had it: owed to the merchant, net of the fee. */
async function settle({ id, orderId }: Sale): Promise<void> {
  await owner.query(
    `insert into lending.settlement_lines values ($1, $2, $3, $4, $5, 'D-1', 'ZG-1', '冰箱', '县城总店', 7, 300000, 4500,
       295500, '2026-11-21')`,
    [v7(), merchantId, storeId, orderId, id],
  );
  await owner.query(
    `insert into ledger.parties values ($1, 'lender', '县联银行'), ($2, 'merchant', '示例家电行'), ($3, 'house', '')`,
    [lenderId, merchantId, HOUSE.id],
  );
  const posting = v7();
  await owner.query('begin');
  await owner.query(`insert into ledger.transactions values ($1, 'goods-delivered', $2, 'h', '2026-11-20', 7)`, [
    posting,
    orderId,
  ]);
  for (const [n, entry] of [
    ['1221', lenderId, 'debit', 300_000],
    ['2202', merchantId, 'credit', 295_500],
    ['6021', HOUSE.id, 'credit', 4_500],
  ].entries())
    await owner.query('insert into ledger.entries values ($1, $2, $3, $4, $5, $6)', [posting, n + 1, ...entry]);
  await owner.query('commit');
}

const inTx = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => db.transaction(PLATFORM, work);
const loan = (id: string) => inTx((tx) => loanDetail(platform, tx, id));

test('every loan is taken into servicing once, whoever starts at the same time', async () => {
  const adopted = await Promise.all([adoptLoans(platform), adoptLoans(platform), adoptLoans(platform)]);
  expect(adopted.sort()).toEqual([0, 0, 2]);
  expect(await adoptLoans(platform)).toBe(0);
});

test('one whose goods wait for their buyer stands as it was agreed', async () => {
  expect(await loan(contracted.id)).toMatchObject({
    status: 'booked',
    version: 0,
    contractNumber: 'ZG-20261120-A7-0001',
    shopperMasked: '张**',
    outstandingFen: plan.totalFen,
    nextDueOn: '2026-12-20',
    dueFen: plan.instalments[0]?.totalFen,
    transactions: [],
    payoff: null,
    contractSha256: 'c'.repeat(64),
  });
});

test('one whose goods were handed over was paid out on the day of its contract, in the lender’s book as well', async () => {
  const found = await loan(delivered.id);
  expect(found).toMatchObject({ status: 'disbursed', version: 1, outstandingFen: plan.totalFen });
  expect(found?.transactions).toMatchObject([{ kind: 'disbursement', valueOn: START, amountFen: 3_000_00 }]);
  expect(found?.rows.map(({ totalFen }) => totalFen)).toEqual(plan.instalments.map(({ totalFen }) => totalFen));
  const [books, principal] = await inTx(async (tx) => [
    await trialBalance(platform, tx, { at: null, valueOn: null, bookId: lenderId }),
    await outstandingPrincipal(tx, { at: null, valueOn: null, lenderId }),
  ]);
  expect(principal).toBe(3_000_00);
  expect(books.accounts.map(({ code, debitFen, creditFen }) => [code, debitFen, creditFen])).toEqual([
    ['1303', 3_000_00, 0],
    ['3001', 0, 3_000_00],
  ]);
});
