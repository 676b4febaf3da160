import { done, refuse } from '#shared/refusals/refusal.ts';
import { loanInputs } from '#shared/wire/loans.ts';
import { permitted, portalTrpc } from '#server/platform/trpc.ts';
import { closeDay, closing } from './closing.ts';

/** What operators may ask about the close of business. In production the clock alone closes days. */
export function closingRouter({ sandbox }: { sandbox: boolean }) {
  return portalTrpc.router({
    get: portalTrpc.procedure
      .input(loanInputs['closing.get'])
      .query(({ ctx }) => permitted(ctx, 'closing.read', async () => done(await closing(ctx.platform)))),
    closeDay: portalTrpc.procedure.input(loanInputs['closing.closeDay']).mutation(({ ctx, input }) =>
      permitted(ctx, 'closing.run', async (staff) => {
        if (!sandbox) return refuse('not-permitted');
        return closeDay(ctx.platform, { ...input, actor: `staff:${staff.id}` });
      }),
    ),
  });
}
