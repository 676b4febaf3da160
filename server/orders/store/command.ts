import type { Tx } from '#server/platform/database.ts';

/** What was asked under an id of the asker's making. */
export interface Command {
  merchantId: string;
  id: string;
  kind: 'create' | 'deliver';
  /** Of the input. */
  hash: string;
  orderId: string;
}

/**
 * Keeps the command, or gives the one that was kept under its id before. Of two at once the second waits here until
 * the first is committed.
 */
export async function keepCommand(tx: Tx, command: Command): Promise<Command | null> {
  const kept = await tx.rows(
    `insert into orders.commands (merchant_id, id, kind, hash, order_id) values ($1, $2, $3, $4, $5)
     on conflict (merchant_id, id) do nothing returning id`,
    [command.merchantId, command.id, command.kind, command.hash, command.orderId],
    'command-keep',
  );
  return kept.length > 0 ? null : findCommand(tx, command.id);
}

export async function findCommand(tx: Tx, id: string): Promise<Command | null> {
  const [row] = await tx.rows<{ [K in keyof Command]: Command[K] }>(
    'select merchant_id as "merchantId", id, kind, hash, order_id as "orderId" from orders.commands where id = $1',
    [id],
    'command',
  );
  return row ?? null;
}
