import { done } from '#shared/refusals/refusal.ts';
import { loanInputs } from '#shared/wire/loans.ts';
import { outstandingPrincipal } from '#server/lending/index.ts';
import { PLATFORM } from '#server/platform/database.ts';
import { permitted, portalTrpc } from '#server/platform/trpc.ts';
import { reconciliation, trialBalance } from './index.ts';

export const ledgerRouter = portalTrpc.router({
  trialBalance: portalTrpc.procedure.input(loanInputs['ledger.trialBalance']).query(({ ctx, input }) =>
    permitted(ctx, 'ledger.read', () =>
      ctx.platform.db.transaction(PLATFORM, async (tx) => {
        const balance = await trialBalance(ctx.platform, tx, input);
        const { at, valueOn, bookId: lenderId } = input;
        return done({ ...balance, loanPrincipalFen: await outstandingPrincipal(tx, { at, valueOn, lenderId }) });
      }),
    ),
  ),
  /** Per lender what both books say about the current account between it and us. */
  reconciliation: portalTrpc.procedure
    .input(loanInputs['ledger.reconciliation'])
    .query(({ ctx, input }) =>
      permitted(ctx, 'ledger.read', () =>
        ctx.platform.db.transaction(PLATFORM, async (tx) => done(await reconciliation(ctx.platform, tx, input))),
      ),
    ),
});
