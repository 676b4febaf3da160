import type { Tx } from './database.ts';
import type { Event, Payload, Topic } from './events.ts';
import type { Platform } from './context.ts';

/**
 * The transactional outbox: an event exists exactly when its fact does, since both are written by one
 * transaction. `wake` listeners (dispatcher, live feeds) are told after the commit; they also look by themselves
 * from time to time, so that a second server node's events are seen too.
 */
type Listener = () => void;
const listeners = new Set<Listener>();

export function onOutboxWritten(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

interface NewEvent<T extends Topic> {
  topic: T;
  key: string;
  merchantId: string | null;
  payload: Payload<T>;
}

export async function emit<T extends Topic>(
  platform: Pick<Platform, 'now' | 'newId'>,
  tx: Tx,
  event: NewEvent<T>,
): Promise<void> {
  await tx.rows(
    `insert into platform.outbox (id, topic, key, merchant_id, payload, created_at) values ($1, $2, $3, $4, $5, $6)`,
    [platform.newId(), event.topic, event.key, event.merchantId, JSON.stringify(event.payload), platform.now()],
    'outbox-emit',
  );
  tx.afterCommit(tellListeners);
}

/** Thousands in one statement, in the order given. */
export async function emitMany<T extends Topic>(
  platform: Pick<Platform, 'now' | 'newId'>,
  tx: Tx,
  events: readonly NewEvent<T>[],
): Promise<void> {
  const [first] = events;
  if (!first) return;
  // Most commands tell of one thing, and a plain row costs half as much.
  if (events.length === 1) return emit(platform, tx, first);
  await tx.rows(
    `insert into platform.outbox (id, topic, key, merchant_id, payload, created_at)
     select id, topic, key, merchant_id, payload, $1
       from unnest($2::uuid[], $3::text[], $4::uuid[], $5::uuid[], $6::jsonb[]) with ordinality
         as e (id, topic, key, merchant_id, payload, n)
      order by n`,
    [
      platform.now(),
      events.map(() => platform.newId()),
      events.map(({ topic }) => topic),
      events.map(({ key }) => key),
      events.map(({ merchantId }) => merchantId),
      events.map(({ payload }) => JSON.stringify(payload)),
    ],
    'outbox-emit-many',
  );
  tx.afterCommit(tellListeners);
}

function tellListeners(): void {
  for (const listener of listeners) listener();
}

export interface FeedItem {
  /** Where to go on after this item: opaque, ordered. */
  position: string;
  event: Event<'order.changed'>;
}

export const FEED_START = '0-0';

/** The committed `order.changed` events of the transaction's merchant after a position, oldest first. */
export async function readFeed(tx: Tx, after: string, limit: number): Promise<FeedItem[]> {
  const [xact = '0', seq = '0'] = after.split('-');
  const rows = await tx.rows<{
    position: string;
    id: string;
    key: string;
    merchant_id: string;
    payload: Payload<'order.changed'>;
  }>(
    `select xact::text || '-' || seq as position, id, key, merchant_id, payload
       from platform.outbox
      where topic = 'order.changed' and (xact, seq) > ($1::xid8, $2::bigint)
        and xact < pg_snapshot_xmin(pg_current_snapshot())
      order by xact, seq limit $3`,
    [xact, seq, limit],
    'outbox-feed',
  );
  return rows.map(({ position, id, key, merchant_id, payload }) => ({
    position,
    event: { id, topic: 'order.changed', key, merchantId: merchant_id, payload },
  }));
}

/** The position of the newest committed event: where a page that has just loaded its data begins to listen. */
export async function feedHead(tx: Tx): Promise<string> {
  const [row] = await tx.rows<{ position: string }>(
    `select xact::text || '-' || seq as position from platform.outbox
      where xact < pg_snapshot_xmin(pg_current_snapshot()) order by xact desc, seq desc limit 1`,
  );
  return row?.position ?? FEED_START;
}
