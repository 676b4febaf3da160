import pg from 'pg';
import { v7 } from 'uuid';
import { shanghaiDate } from '#shared/calendar/date.ts';
import { makePlan, type PlanTerms } from '#shared/lending/plan.ts';
import { addMerchant } from '#server/merchants/index.ts';
import type { Platform } from '#server/platform/context.ts';
import { PLATFORM } from '#server/platform/database.ts';
import { seedLenders } from '../index.ts';
import { disburseDelivered, openServicing } from '../servicing/index.ts';
import { insertLoan } from '../store/loans.ts';

/** Loans without the sale before them: signed and paid out on the platform's day, as the server makes them. */
export interface LoanDesk {
  lend(terms: Omit<PlanTerms, 'startOn'>): Promise<string>;
}

export async function openLoanDesk(platform: Platform): Promise<LoanDesk> {
  const [merchantId, storeId] = [v7(), v7()];
  const stores = [{ id: storeId, name: '压测门店' }];
  const lender = await platform.db.transaction(PLATFORM, async (tx) => {
    await addMerchant(platform, tx, { id: merchantId, name: '压测家电行', feeBps: 150, stores });
    await seedLenders(platform, tx);
    const [first] = await tx.rows<{ id: string; name: string }>(
      'select id, name from lending.lenders order by priority limit 1',
    );
    if (!first) throw new Error('The lenders were just seeded.');
    return first;
  });
  return {
    lend: async (terms) => {
      const [id, orderId] = [v7(), v7()];
      const startOn = shanghaiDate(platform.now());
      const plan = makePlan({ ...terms, startOn });
      const loan = {
        id,
        applicationId: v7(),
        orderId,
        merchantId,
        lenderId: lender.id,
        commandId: v7(),
        commandHash: plan.hash,
        contractNumber: `T-${id}`,
        contractHash: plan.hash,
        plan,
        reference: `T9-${id.slice(-4)}`,
        lender: lender.name,
        merchant: '压测家电行',
        storeId,
        store: '压测门店',
        orderNumber: `T-${orderId}`,
        summary: '冰箱',
        shopperMasked: '压**',
        contractSha256: plan.hash,
        bookedAt: platform.now(),
      };
      await platform.db.transaction(PLATFORM, async (tx) => {
        await insertLoan(tx, loan);
        await openServicing(platform, tx, loan);
        await disburseDelivered(platform, tx, orderId);
      });
      return id;
    },
  };
}

/** What differs from copy to copy; the rest of a row is as in its original. */
const OWN: Readonly<Record<string, string>> = {
  id: 'uuidv7()',
  loan_id: 'copy.id',
  application_id: 'uuidv7()',
  order_id: 'uuidv7()',
  command_id: 'uuidv7()',
  contract_number: `'K-' || copy.id`,
};

/** Copies the loans that there are until there are `count`, as the owner of the database. Their books stay empty. */
export async function multiplyLoans(ownerUrl: string, count: number): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query(
      `create temporary table copies as
       select n, l.id as original, uuidv7() as id
         from (select id, row_number() over (order by id) as place, count(*) over () as of from lending.loans) l
         join generate_series(1, $1 - (select count(*) from lending.loans)) n on n % l.of + 1 = l.place`,
      [count],
    );
    for (const [table, key] of [
      ['lending.loans', 'id'],
      ['lending.servicing', 'loan_id'],
    ] as const) {
      const columns = await columnsOf(client, table);
      const values = columns.map((name) => (name === key ? 'copy.id' : (OWN[name] ?? `o.${name}`)));
      await client.query(
        `insert into ${table} (${columns.join(', ')})
         select ${values.join(', ')} from copies copy join ${table} o on o.${key} = copy.original order by copy.n`,
      );
    }
    await client.query('vacuum analyze');
  } finally {
    await client.end();
  }
}

async function columnsOf(client: pg.Client, table: string): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select attname as name from pg_attribute
      where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = '' order by attnum`,
    [table],
  );
  return rows.map(({ name }) => name);
}
