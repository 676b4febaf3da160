import { done } from '#shared/refusals/refusal.ts';
import { bookedPrincipal } from '#server/lending/index.ts';
import { PLATFORM } from '#server/platform/database.ts';
import { permitted, portalTrpc } from '#server/platform/trpc.ts';
import { trialBalance } from './index.ts';

export const ledgerRouter = portalTrpc.router({
  trialBalance: portalTrpc.procedure.query(({ ctx }) =>
    permitted(ctx, 'ledger.read', () =>
      ctx.platform.db.transaction(PLATFORM, async (tx) =>
        done({ ...(await trialBalance(ctx.platform, tx)), loanPrincipalFen: await bookedPrincipal(tx) }),
      ),
    ),
  ),
});
