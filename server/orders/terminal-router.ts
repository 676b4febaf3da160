import { terminalInputs } from '#shared/wire/terminal.ts';
import { PLATFORM } from '#server/platform/database.ts';
import { enrolled, terminalTrpc } from '#server/platform/trpc.ts';
import { orderByCode, takeStep } from './service/kiosk.ts';

export const terminalOrdersRouter = terminalTrpc.router({
  byCode: terminalTrpc.procedure
    .input(terminalInputs['orders.byCode'])
    .query(({ ctx, input }) =>
      enrolled(ctx, (terminal) =>
        ctx.platform.db.transaction(PLATFORM, (tx) => orderByCode(ctx.platform, tx, terminal, input.code)),
      ),
    ),
  progress: terminalTrpc.procedure
    .input(terminalInputs['orders.progress'])
    .mutation(({ ctx, input }) =>
      enrolled(ctx, (terminal) =>
        ctx.platform.db.transaction(PLATFORM, (tx) => takeStep(ctx.platform, tx, terminal, input)),
      ),
    ),
});
