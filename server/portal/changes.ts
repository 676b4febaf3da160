import { tracked, type TrackedEnvelope } from '@trpc/server';
import { z } from 'zod';
import type { ChangeEvent } from '#shared/wire/portal.ts';
import type { Platform } from '#server/platform/context.ts';
import { merchantScope } from '#server/platform/database.ts';
import { makeBell } from '#server/platform/dispatcher.ts';
import { feedHead, onOutboxWritten, readFeed } from '#server/platform/outbox.ts';

/** A position as `readFeed` gives it out; the browser sends back the last one it got when it comes again. */
const position = z.string().regex(/^\d{1,18}-\d{1,18}$/);
export const changesInput = z.object({ lastEventId: position.nullish().catch(null) }).optional();

/** A ring is missed when another server node wrote, so we look by ourselves too. */
const LOOK_AGAIN_MS = 2_000;
const BATCH = 100;

/** What happens to the merchant's orders from now on, or after `lastEventId`; ends with the signal. */
export async function* changesOf(
  platform: Platform,
  merchantId: string,
  lastEventId: string | null,
  signal: AbortSignal,
): AsyncGenerator<TrackedEnvelope<ChangeEvent>, void> {
  const scope = merchantScope(merchantId);
  const bell = makeBell();
  const unsubscribe = onOutboxWritten(bell.ring);
  signal.addEventListener('abort', bell.ring, { once: true });
  try {
    let after = lastEventId ?? (await platform.db.transaction(scope, feedHead));
    while (!signal.aborted) {
      // Asked for before looking, so that no ring between the two is missed.
      const heard = bell.next(LOOK_AGAIN_MS);
      const items = await platform.db.transaction(scope, (tx) => readFeed(tx, after, BATCH));
      for (const { position: at, event } of items) {
        yield tracked(at, event.payload satisfies ChangeEvent);
        after = at;
      }
      if (items.length < BATCH) await heard;
    }
  } finally {
    unsubscribe();
  }
}
