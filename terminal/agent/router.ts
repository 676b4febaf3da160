import { initTRPC, tracked, TRPCError } from '@trpc/server';
import { intentSchema } from './session/intents.ts';
import { latestOf } from './session/latest.ts';
import type { SessionRunner } from './session/runner.ts';

/** Whether the page has shown the token of this start. */
export interface PageContext {
  readonly isOurs: boolean;
}

const trpc = initTRPC.context<PageContext>().create({ isDev: false });
const procedure = trpc.procedure.use(({ ctx, next }) => {
  if (!ctx.isOurs) throw new TRPCError({ code: 'UNAUTHORIZED' });
  return next();
});

/** What the kiosk's page may ask of the agent: see the session, and say what the person wants. */
// Its type is what the page's client is made from, so it can only be inferred.
export function createAgentRouter(session: SessionRunner) {
  return trpc.router({
    session: trpc.router({
      /** The snapshot of now and every later one; a slow page skips to the last. */
      watch: procedure.subscription(async function* ({ signal }) {
        for await (const snapshot of latestOf(session, signal)) yield tracked(String(snapshot.revision), snapshot);
      }),
      send: procedure.input(intentSchema).mutation(({ input }) => session.send(input)),
    }),
  });
}

export type AgentRouter = ReturnType<typeof createAgentRouter>;
