import { done, refuse } from '#shared/refusals/refusal.ts';
import { portalInputs } from '#shared/wire/portal.ts';
import { idSchema } from '#shared/wire/scalars.ts';
import { PLATFORM } from '#server/platform/database.ts';
import { permitted, portalTrpc } from '#server/platform/trpc.ts';
import { findRecord, listRecords } from './store.ts';

const PAGE = 30;

export const decisionsRouter = portalTrpc.router({
  /** Newest first; `next` is the `before` of the next page, null on the last one. */
  list: portalTrpc.procedure.input(portalInputs['decisions.list']).query(({ ctx, input }) =>
    permitted(ctx, 'decisions.read', () =>
      ctx.platform.db.transaction(PLATFORM, async (tx) => {
        // A position that is none of ours is the beginning.
        const before = idSchema.safeParse(input.before).data ?? null;
        const rows = await listRecords(tx, before, PAGE + 1);
        const items = rows.slice(0, PAGE);
        return done({ items, next: rows.length > PAGE ? (items.at(-1)?.id ?? null) : null });
      }),
    ),
  ),
  get: portalTrpc.procedure.input(portalInputs['decisions.get']).query(({ ctx, input }) =>
    permitted(ctx, 'decisions.read', () =>
      ctx.platform.db.transaction(PLATFORM, async (tx) => {
        const record = await findRecord(tx, input.id);
        return record ? done(record) : refuse('application-not-found');
      }),
    ),
  ),
});
