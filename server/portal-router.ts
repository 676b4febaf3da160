import { done, refuse, type Result } from '#shared/refusals/refusal.ts';
import { portalInputs, type Permission } from '#shared/wire/portal.ts';
import { idSchema } from '#shared/wire/scalars.ts';
import { decisionsRouter } from '#server/decision/router.ts';
import { ledgerRouter } from '#server/ledger/router.ts';
import { closingRouter } from '#server/lending/close/router.ts';
import { listSettlements } from '#server/lending/index.ts';
import { loansRouter } from '#server/lending/servicing/router.ts';
import { terminalsRouter } from '#server/merchants/enrolment/router.ts';
import { goodsRouter } from '#server/merchants/router.ts';
import { ordersRouter } from '#server/orders/router.ts';
import { merchantScope } from '#server/platform/database.ts';
import { permitted, portalTrpc, type PortalContext } from '#server/platform/trpc.ts';
import { changesInput, changesOf } from '#server/portal/changes.ts';
import { me } from '#server/portal/me.ts';
import { today } from '#server/portal/today.ts';

export interface PortalOptions {
  sandbox: boolean;
}

const PAGE = 50;
const settlementsInput = portalInputs['settlements.list'].extend({ before: idSchema.nullable().default(null) });

/** All that the portal may ask for. Every answer is a `Result`; the views are those of shared/wire/portal.ts. */
export function portalRouter({ sandbox }: PortalOptions) {
  return portalTrpc.router({
    me: portalTrpc.procedure.query(({ ctx }) => permitted(ctx, null, (staff) => me(ctx.platform, staff, sandbox))),
    today: portalTrpc.procedure.query(({ ctx }) =>
      ofMerchant(ctx, 'orders.read', (merchantId) => today(ctx.platform, merchantId)),
    ),
    goods: goodsRouter,
    orders: ordersRouter,
    settlements: portalTrpc.router({
      /** Newest first; `totals` are over all lines, not the page's. */
      list: portalTrpc.procedure
        .input(settlementsInput)
        .query(({ ctx, input }) =>
          ofMerchant(ctx, 'settlements.read', (merchantId) =>
            ctx.platform.db.transaction(merchantScope(merchantId), async (tx) =>
              done(await listSettlements(tx, { before: input.before, limit: PAGE })),
            ),
          ),
        ),
    }),
    closing: closingRouter({ sandbox }),
    decisions: decisionsRouter,
    ledger: ledgerRouter,
    loans: loansRouter,
    terminals: terminalsRouter,
    /** The merchant's changes as they happen; an id of each lets a page that lost its line go on without a gap. */
    changes: portalTrpc.procedure.input(changesInput).subscription(async function* ({ ctx, input, signal }) {
      const merchantId = ctx.staff?.permissions.has('orders.read') === true ? ctx.staff.merchantId : null;
      if (merchantId === null) return;
      const { signal: never } = new AbortController();
      yield* changesOf(ctx.platform, merchantId, input?.lastEventId ?? null, signal ?? never);
    }),
  });
}
export type PortalRouter = ReturnType<typeof portalRouter>;

function ofMerchant<T>(
  ctx: PortalContext,
  permission: Permission,
  work: (merchantId: string) => Promise<Result<T>>,
): Promise<Result<T>> {
  return permitted(ctx, permission, ({ merchantId }) =>
    merchantId === null ? Promise.resolve(refuse('not-permitted')) : work(merchantId),
  );
}
