import type { TimelineKind } from '#shared/wire/decision.ts';
import type { TimelineEntry } from '#shared/wire/portal.ts';
import type { Tx } from '#server/platform/database.ts';

export interface NewEntry {
  id: string;
  orderId: string;
  merchantId: string;
  at: number;
  kind: TimelineKind;
  actor: string;
  sessionId: string | null;
}

/** False where this session had made this step before. */
export async function insertEntry(tx: Tx, entry: NewEntry): Promise<boolean> {
  const rows = await tx.rows(
    `insert into orders.timeline (id, order_id, merchant_id, at, kind, actor, session_id)
     values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (order_id, session_id, kind) where session_id is not null do nothing returning id`,
    [entry.id, entry.orderId, entry.merchantId, entry.at, entry.kind, entry.actor, entry.sessionId],
    'timeline-insert',
  );
  return rows.length > 0;
}

export function selectTimeline(tx: Tx, orderId: string): Promise<TimelineEntry[]> {
  return tx.rows<{ [K in keyof TimelineEntry]: TimelineEntry[K] }>(
    'select id, at, kind, actor from orders.timeline where order_id = $1 order by seq',
    [orderId],
    'timeline',
  );
}
