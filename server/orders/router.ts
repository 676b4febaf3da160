import { done, refuse, type Result } from '#shared/refusals/refusal.ts';
import { portalInputs, type OrderDetail, type Permission } from '#shared/wire/portal.ts';
import { idSchema } from '#shared/wire/scalars.ts';
import { settlementOf } from '#server/lending/index.ts';
import { merchantScope, type Tx } from '#server/platform/database.ts';
import { permitted, portalTrpc, type PortalContext } from '#server/platform/trpc.ts';
import { readOrderSearch } from './rules/search.ts';
import { createOrder, type Clerk } from './service/create.ts';
import { cancelOrder, deliverOrder, renewCode } from './service/counter.ts';
import { listOrders, orderDetail } from './service/views.ts';

const PAGE = 50;

/** Every act answers with the order as it then is. */
export const ordersRouter = portalTrpc.router({
  list: portalTrpc.procedure
    .input(portalInputs['orders.list'].extend({ before: idSchema.nullable().default(null) }))
    .query(({ ctx, input }) =>
      asMerchant(ctx, 'orders.read', async (tx) =>
        done(
          await listOrders(tx, {
            search: readOrderSearch(input.text),
            status: input.status,
            before: input.before,
            limit: PAGE,
          }),
        ),
      ),
    ),
  get: portalTrpc.procedure
    .input(portalInputs['orders.get'])
    .query(({ ctx, input }) => asMerchant(ctx, 'orders.read', (tx) => detail(tx, input.orderId))),
  create: portalTrpc.procedure
    .input(portalInputs['orders.create'])
    .mutation(({ ctx, input }) =>
      act(ctx, 'orders.create', (tx, clerk) => createOrder(ctx.platform, tx, clerk, input)),
    ),
  renewCode: portalTrpc.procedure
    .input(portalInputs['orders.renewCode'])
    .mutation(({ ctx, input }) =>
      act(ctx, 'orders.create', (tx, clerk) => renewCode(ctx.platform, tx, clerk, input.orderId)),
    ),
  cancel: portalTrpc.procedure
    .input(portalInputs['orders.cancel'])
    .mutation(({ ctx, input }) =>
      act(ctx, 'orders.cancel', (tx, clerk) => cancelOrder(ctx.platform, tx, clerk, input.orderId)),
    ),
  deliver: portalTrpc.procedure
    .input(portalInputs['orders.deliver'])
    .mutation(({ ctx, input }) =>
      act(ctx, 'orders.deliver', (tx, clerk) => deliverOrder(ctx.platform, tx, clerk, input)),
    ),
});

function act(
  ctx: PortalContext,
  permission: Permission,
  work: (tx: Tx, clerk: Clerk) => Promise<Result<string>>,
): Promise<Result<OrderDetail>> {
  return asMerchant(ctx, permission, async (tx, clerk) => {
    const acted = await work(tx, clerk);
    return acted.ok ? detail(tx, acted.value) : acted;
  });
}

async function detail(tx: Tx, orderId: string): Promise<Result<OrderDetail>> {
  return orderDetail(tx, orderId, await settlementOf(tx, orderId));
}

function asMerchant<T>(
  ctx: PortalContext,
  permission: Permission,
  work: (tx: Tx, clerk: Clerk) => Promise<Result<T>>,
): Promise<Result<T>> {
  return permitted(ctx, permission, ({ id, name, merchantId }) => {
    if (merchantId === null) return Promise.resolve(refuse('not-permitted'));
    return ctx.platform.db.transaction(merchantScope(merchantId), (tx) => work(tx, { id, name, merchantId }));
  });
}
