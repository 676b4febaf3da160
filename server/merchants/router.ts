import { done, refuse } from '#shared/refusals/refusal.ts';
import { portalInputs } from '#shared/wire/portal.ts';
import { merchantScope } from '#server/platform/database.ts';
import { permitted, portalTrpc } from '#server/platform/trpc.ts';
import { readGoodsQuery } from './model.ts';
import { selectGoods } from './store.ts';

export const goodsRouter = portalTrpc.router({
  search: portalTrpc.procedure.input(portalInputs['goods.search']).query(({ ctx, input }) =>
    permitted(ctx, 'orders.create', ({ merchantId }) => {
      if (merchantId === null) return Promise.resolve(refuse('not-permitted'));
      return ctx.platform.db.transaction(merchantScope(merchantId), async (tx) =>
        done(await selectGoods(tx, readGoodsQuery(input.text), input.limit)),
      );
    }),
  ),
});
