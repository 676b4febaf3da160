import type { Platform } from '#server/platform/context.ts';
import { PLATFORM } from '#server/platform/database.ts';
import { logFailure } from '#server/http/failures.ts';
import { WAITS_MS } from '../model.ts';
import { lockApplication, waitingSince, type Waiting } from '../store/application.ts';
import { expire } from './change.ts';

const PAGE = 200;
const NIL = '00000000-0000-0000-0000-000000000000';

/** Ends applications that nobody has answered or completed in time, so that order and person are free again. */
export async function expireWaiting(platform: Platform): Promise<number> {
  let expired = 0;
  for (const status of ['referred', 'more-needed'] as const) expired += await expireIn(platform, status);
  return expired;
}

async function expireIn(platform: Platform, status: keyof typeof WAITS_MS): Promise<number> {
  const before = platform.now() - WAITS_MS[status];
  let after: Waiting = { receivedAt: 0, id: NIL };
  let expired = 0;
  for (;;) {
    const asked = { status, before, after, limit: PAGE };
    const page = await platform.db.transaction(PLATFORM, (tx) => waitingSince(tx, asked));
    for (const { id } of page) expired += await expireOne(platform, id, status);
    const last = page.at(-1);
    if (!last) return expired;
    after = last;
  }
}

/** One that fails must not keep the others from their end. */
async function expireOne(platform: Platform, id: string, status: keyof typeof WAITS_MS): Promise<number> {
  try {
    return await platform.db.transaction(PLATFORM, async (tx) => {
      const application = await lockApplication(tx, id);
      if (application?.status !== status) return 0;
      return (await expire(platform, tx, application)).ok ? 1 : 0;
    });
  } catch (error) {
    logFailure(error, { method: 'sweep', route: 'expire-waiting' });
    return 0;
  }
}
