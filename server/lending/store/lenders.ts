import type { Fen } from '#shared/money/fen.ts';
import type { Tx } from '#server/platform/database.ts';
import type { LenderRow } from '../model.ts';

export async function listLenders(tx: Tx): Promise<LenderRow[]> {
  return tx.rows<LenderRow>(
    `select id, name, appetite_min_fen as "appetiteMinFen", appetite_max_fen as "appetiteMaxFen",
            quota_fen as "quotaFen", used_fen as "usedFen", priority
       from lending.lenders`,
    [],
    'lenders',
  );
}

/** True where the quota holds the amount, and goes on to hold it until the end of the transaction. */
export async function holdQuota(tx: Tx, lenderId: string, amountFen: Fen): Promise<boolean> {
  const held = await tx.rows(
    'select id from lending.lenders where id = $1 and used_fen + $2 <= quota_fen for update',
    [lenderId, amountFen],
    'lender-hold',
  );
  return held.length === 1;
}

/** The table's CHECK refuses more than the quota. */
export async function takeQuota(tx: Tx, lenderId: string, amountFen: Fen): Promise<void> {
  await tx.rows(
    'update lending.lenders set used_fen = used_fen + $2 where id = $1',
    [lenderId, amountFen],
    'lender-take',
  );
}

export async function insertLender(tx: Tx, lender: Omit<LenderRow, 'usedFen'>): Promise<void> {
  await tx.rows(
    `insert into lending.lenders (id, name, appetite_min_fen, appetite_max_fen, quota_fen, priority)
     values ($1, $2, $3, $4, $5, $6) on conflict do nothing`,
    [lender.id, lender.name, lender.appetiteMinFen, lender.appetiteMaxFen, lender.quotaFen, lender.priority],
  );
}
