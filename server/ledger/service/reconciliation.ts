import { subtractFen } from '#shared/money/fen.ts';
import type { Reconciliation } from '#shared/wire/ledger.ts';
import type { Platform } from '#server/platform/context.ts';
import type { Tx } from '#server/platform/database.ts';
import { HOUSE } from '../model.ts';
import { lenderSides } from '../store/balances.ts';

/** What we owe each lender and it owes us, as both books have it at an instant; null for now. */
export async function reconciliation(
  platform: Pick<Platform, 'now'>,
  tx: Tx,
  { at }: { at: number | null },
): Promise<Reconciliation> {
  const rows = await lenderSides(tx, HOUSE.id, at);
  const lenders = rows.map((row) => ({ ...row, differenceFen: subtractFen(row.houseFen, row.lenderFen) }));
  return { at: at ?? platform.now(), lenders };
}
