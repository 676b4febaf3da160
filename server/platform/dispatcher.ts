import { isRetriable, PLATFORM, type Tx } from './database.ts';
import { eventPayloads, type Event, type Topic } from './events.ts';
import { onOutboxWritten } from './outbox.ts';
import type { Platform } from './context.ts';

/**
 * Takes events from the outbox and hands each to its handler. A handler of the kind `inside` works in the very
 * transaction that marks the event as processed: exactly once in effect. One of the kind `outside` may talk to the
 * network: its event is leased for half a minute and may, after a crash, come a second time.
 *
 * An `ordered` handler gets the events of one key as they were emitted: while one of them waits, in hand or put off,
 * later ones of that key wait too, and those of other keys don't. Topics with the same first word (`loan.changed`,
 * `loan.standing-changed`) stand in one line. Whoever emits them has the key's row locked, so that the order of
 * emission is the order of commits.
 */
export type Handler<T extends Topic> =
  | { kind: 'inside'; ordered?: true; handle: (tx: Tx, event: Event<T>) => Promise<void> }
  | { kind: 'outside'; ordered?: true; handle: (event: Event<T>) => Promise<void> };
export type Handlers = { [T in Topic]?: Handler<T> };

export interface Dispatcher {
  /** Ends after the events in hand. */
  stop(): Promise<void>;
}

const POLL_MS = 500;
const LEASE_MS = 30_000;
const BACKOFF_MS = [500, 2_000, 10_000, 60_000] as const;

interface Row {
  id: string;
  topic: Topic;
  key: string;
  merchant_id: string | null;
  payload: unknown;
  attempts: number;
}

/** How many events of each kind are in hand at a time: a network that hangs holds up none of those inside. */
export interface Workers {
  inside: number;
  outside: number;
}

export function startDispatcher(platform: Platform, handlers: Handlers, workers: Workers): Dispatcher {
  const stopping = new AbortController();
  const bell = makeBell();
  const unsubscribe = onOutboxWritten(bell.ring);
  const insides = topicsOf(handlers, (handler) => handler.kind === 'inside');
  const outsides = topicsOf(handlers, (handler) => handler.kind === 'outside');
  // Of both kinds: an event of one may have to wait for an event of the other.
  const ordered = topicsOf(handlers, (handler) => handler.ordered === true);
  const loop = (work: Work): Promise<void> => workLoop(work, stopping.signal, bell);
  const loops = [
    ...(insides.length > 0
      ? Array.from({ length: workers.inside }, () =>
          loop(() => handleInside(platform, handlers, { topics: insides, ordered })),
        )
      : []),
    ...(outsides.length > 0
      ? Array.from({ length: workers.outside }, () =>
          loop(() => handleOutside(platform, handlers, { topics: outsides, ordered })),
        )
      : []),
  ];
  return {
    stop: async () => {
      stopping.abort();
      unsubscribe();
      bell.ring();
      await Promise.all(loops);
    },
  };
}

/** True when there was an event to handle. */
type Work = () => Promise<boolean>;

async function workLoop(work: Work, stop: AbortSignal, bell: Bell): Promise<void> {
  while (!stop.aborted) {
    const heard = bell.next(POLL_MS);
    try {
      if (await work()) continue;
    } catch (error) {
      log('dispatcher-failed', { message: error instanceof Error ? error.message : 'unknown' });
    }
    await heard;
  }
}

/**
 * A handler that throws is undone to the savepoint, and the event put off in the same transaction: its row stays
 * locked all the while, so that no other worker tries it again at once.
 */
function handleInside(platform: Platform, handlers: Handlers, wanted: Wanted): Promise<boolean> {
  return platform.db.transaction(PLATFORM, async (tx) => {
    const row = await claim(platform, tx, wanted);
    if (!row) return false;
    await tx.rows('savepoint handler');
    try {
      await callHandler(handlers, row, tx);
    } catch (error) {
      if (isRetriable(error)) throw error;
      await tx.rows('rollback to savepoint handler');
      await postpone(platform, tx, row, error);
      return true;
    }
    await markProcessed(platform, tx, row.id);
    return true;
  });
}

async function handleOutside(platform: Platform, handlers: Handlers, wanted: Wanted): Promise<boolean> {
  const claimed = await platform.db.transaction(PLATFORM, async (tx) => {
    const row = await claim(platform, tx, wanted);
    if (row)
      await tx.rows('update platform.outbox set next_try_at = $2 where id = $1', [row.id, platform.now() + LEASE_MS]);
    return row;
  });
  if (!claimed) return false;
  try {
    await callHandler(handlers, claimed, null);
    await platform.db.transaction(PLATFORM, (tx) => markProcessed(platform, tx, claimed.id));
  } catch (error) {
    await platform.db.transaction(PLATFORM, (tx) => postpone(platform, tx, claimed, error));
  }
  return true;
}

interface Wanted {
  /** Which to take. */
  topics: Topic[];
  /** Which of all topics that are handled have to come in order. */
  ordered: Topic[];
}

/**
 * The oldest event that may be handled now. It goes through the pending ones from the oldest and stops at the first, so
 * that only those before it are asked whether an earlier one of their key waits, and topics without order never are.
 */
async function claim(platform: Platform, tx: Tx, { topics, ordered }: Wanted): Promise<Row | undefined> {
  const [row] = await tx.rows<Row>(
    `select taken.* from (
         select id, seq, topic, key from platform.outbox
          where processed_at is null and topic = any($1) and next_try_at <= $2 order by seq offset 0
       ) as pending,
       lateral (
         select id, topic, key, merchant_id, payload, attempts from platform.outbox
          where id = pending.id and processed_at is null and next_try_at <= $2
            and (pending.topic <> all($3) or not exists (
              select from platform.outbox earlier
               where earlier.key = pending.key and earlier.seq < pending.seq and earlier.processed_at is null
                 and earlier.topic = any($3)
                 and split_part(earlier.topic, '.', 1) = split_part(pending.topic, '.', 1)))
            for update skip locked
       ) as taken
      limit 1`,
    [topics, platform.now(), ordered],
    'outbox-claim',
  );
  return row;
}

async function callHandler(handlers: Handlers, row: Row, tx: Tx | null): Promise<void> {
  // The table of handlers is keyed by topic, which TypeScript can't follow through a lookup.
  const handler = handlers[row.topic] as Handler<Topic> | undefined;
  if (!handler) throw new Error(`No handler for ${row.topic}.`);
  const payload = eventPayloads[row.topic].parse(row.payload);
  const event: Event = { id: row.id, topic: row.topic, key: row.key, merchantId: row.merchant_id, payload };
  if (handler.kind === 'outside') return handler.handle(event);
  if (!tx) throw new Error('An inside handler needs its transaction.');
  return handler.handle(tx, event);
}

async function markProcessed(platform: Platform, tx: Tx, id: string): Promise<void> {
  await tx.rows(
    'update platform.outbox set processed_at = $2, failure = null where id = $1',
    [id, platform.now()],
    'outbox-done',
  );
}

async function postpone(platform: Platform, tx: Tx, row: Row, error: unknown): Promise<void> {
  const delay = BACKOFF_MS[Math.min(row.attempts, BACKOFF_MS.length - 1)] ?? POLL_MS;
  const failure = error instanceof Error ? error.message.slice(0, 200) : 'unknown';
  log('event-failed', { topic: row.topic, id: row.id, attempts: row.attempts + 1, failure });
  await tx.rows('update platform.outbox set attempts = attempts + 1, next_try_at = $2, failure = $3 where id = $1', [
    row.id,
    platform.now() + delay,
    failure,
  ]);
}

function topicsOf(handlers: Handlers, isWanted: (handler: Handlers[Topic] & object) => boolean): Topic[] {
  return Object.entries(handlers).flatMap(([topic, handler]) => (isWanted(handler) ? [topic as Topic] : []));
}

interface Bell {
  ring: () => void;
  /** Resolves at the next ring, or after the given time. Ask before looking, so that no ring is missed. */
  next: (timeoutMs: number) => Promise<void>;
}

export function makeBell(): Bell {
  const waiting = new Set<() => void>();
  return {
    ring: () => {
      for (const wake of waiting) wake();
    },
    next: (timeoutMs) =>
      new Promise((resolve) => {
        const wake = (): void => {
          clearTimeout(timer);
          waiting.delete(wake);
          resolve();
        };
        const timer = setTimeout(wake, timeoutMs);
        waiting.add(wake);
      }),
  };
}

function log(event: string, fields: Record<string, string | number>): void {
  console.error(JSON.stringify({ level: 'error', event, ...fields }));
}
