import { done, refuse, type Result } from '#shared/refusals/refusal.ts';
import { terminalsInputs, type TerminalRow } from '#shared/wire/enrolment.ts';
import { merchantScope, PLATFORM, type Tx } from '#server/platform/database.ts';
import { permitted, portalTrpc, type PortalContext } from '#server/platform/trpc.ts';
import { endCode, makeCode, type Keeper } from './make-code.ts';
import { retire } from './retire.ts';
import { selectTerminalRows } from './store.ts';

export const terminalsRouter = portalTrpc.router({
  /** A merchant's own, retired ones too; operators see those of all. */
  list: portalTrpc.procedure.query(({ ctx }) =>
    permitted(ctx, 'terminals.read', ({ merchantId }) => {
      const scope = merchantId === null ? PLATFORM : merchantScope(merchantId);
      return ctx.platform.db.transaction(scope, listed);
    }),
  ),
  createCode: portalTrpc.procedure
    .input(terminalsInputs['terminals.createCode'])
    .mutation(({ ctx, input }) => asKeeper(ctx, (tx, keeper) => makeCode(ctx.platform, tx, keeper, input.storeId))),
  endCode: portalTrpc.procedure
    .input(terminalsInputs['terminals.endCode'])
    .mutation(({ ctx, input }) => asKeeper(ctx, (tx, keeper) => endCode(ctx.platform, tx, keeper, input.storeId))),
  retire: portalTrpc.procedure.input(terminalsInputs['terminals.retire']).mutation(({ ctx, input }) =>
    asKeeper(ctx, async (tx, keeper) => {
      const retired = await retire(ctx.platform, tx, keeper, input.terminalId);
      return retired.ok ? listed(tx) : retired;
    }),
  ),
});

async function listed(tx: Tx): Promise<Result<TerminalRow[]>> {
  return done(await selectTerminalRows(tx));
}

function asKeeper<T>(ctx: PortalContext, work: (tx: Tx, keeper: Keeper) => Promise<Result<T>>): Promise<Result<T>> {
  return permitted(ctx, 'terminals.manage', ({ id, merchantId }) => {
    if (merchantId === null) return Promise.resolve(refuse('not-permitted'));
    return ctx.platform.db.transaction(merchantScope(merchantId), (tx) => work(tx, { id, merchantId }));
  });
}
