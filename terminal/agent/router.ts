import { initTRPC, tracked, TRPCError } from '@trpc/server';
import { z } from 'zod';
import type { HubEvent } from '#hardware/index.ts';
import { done, refuse } from '#shared/refusals/refusal.ts';
import type { Counter } from './counter.ts';
import { orAborted, type Later } from './later.ts';
import { intentSchema } from './session/intents.ts';
import { latestOf } from './session/latest.ts';
import { setupIntentSchema } from './setup/intents.ts';
import type { Setup } from './setup/setup.ts';

/** Whether the page has shown the token of this start. */
export interface PageContext {
  readonly isOurs: boolean;
}

const trpc = initTRPC.context<PageContext>().create({ isDev: false });
const procedure = trpc.procedure.use(({ ctx, next }) => {
  if (!ctx.isOurs) throw new TRPCError({ code: 'UNAUTHORIZED' });
  return next();
});

export interface RouterParts {
  readonly counter: Later<Pick<Counter, 'session'>>;
  readonly setup: Setup;
  /** Takes what a device says; the hub's own events go the same way. */
  readonly hear: (event: HubEvent) => void;
}

/** A scanner in keyboard mode types into the page (protocols 2.7). A QR code holds no more digits (2.2). */
const typedScanSchema = z.object({ text: z.string().min(1).max(7_089) });

/** What the kiosk's page may ask of the agent: see the session or the wizard, and say what the person wants. */
// Its type is what the page's client is made from, so it can only be inferred.
export function createAgentRouter({ counter, setup, hear }: RouterParts) {
  return trpc.router({
    session: trpc.router({
      /** The snapshot of now and every later one; a slow page skips to the last. Silent until the terminal is enrolled. */
      watch: procedure.subscription(async function* ({ signal }) {
        const { session } = await orAborted(counter.arrived, signal);
        for await (const snapshot of latestOf(session, signal)) yield tracked(String(snapshot.revision), snapshot);
      }),
      send: procedure
        .input(intentSchema)
        .mutation(({ input }) => counter.current()?.session.send(input) ?? refuse('not-allowed-here')),
    }),
    setup: trpc.router({
      watch: procedure.subscription(async function* ({ signal }) {
        for await (const snapshot of latestOf(setup, signal)) yield tracked(String(snapshot.revision), snapshot);
      }),
      send: procedure.input(setupIntentSchema).mutation(({ input }) => setup.send(input)),
      diagnostics: procedure.query(() => setup.diagnostics()),
    }),
    scanned: procedure.input(typedScanSchema).mutation(({ input }) => {
      hear({ role: 'scanner', event: { kind: 'scan', scan: { text: input.text, symbology: null } } });
      return done(null);
    }),
  });
}

export type AgentRouter = ReturnType<typeof createAgentRouter>;
