import { createTRPCUntypedClient, httpLink, httpSubscriptionLink, splitLink, TRPCClientError } from '@trpc/client';
import { EventSource } from 'eventsource';
import { z } from 'zod';
import { refuse, resultOf, type Refusal, type Result } from '#shared/refusals/refusal.ts';
import { applicationState } from '#shared/wire/terminal.ts';
import type { Log } from '../log.ts';
import {
  outputSchemas,
  QUERIES,
  type InputOf,
  type OutputOf,
  type ProcedureName,
  type TerminalServer,
} from './port.ts';
import type { Prove } from './proof.ts';

/** A request without an answer after this long counts as no line. */
export const CALL_TIMEOUT_MS = 8_000;

export interface AdapterOptions {
  /** Where the server's terminal router is, e.g. `https://…/terminal/trpc`. */
  readonly url: string;
  /** Null for a terminal that is not enrolled: all but `enrol.redeem` is refused to it. */
  readonly prove: Prove | null;
  readonly now: () => number;
  readonly log: Log;
  readonly timeoutMs?: number;
  /** Ends whatever is under way; from then on every call answers `offline`. */
  readonly signal: AbortSignal;
}

/** The server over tRPC: queries and mutations by plain requests, the watch by server-sent events. */
export function createTerminalServer(options: AdapterOptions): TerminalServer {
  const { url, prove, now, log, timeoutMs = CALL_TIMEOUT_MS } = options;
  const withProof = async (target: URL, init: RequestInit): Promise<Response> => {
    const headers = new Headers(init.headers);
    if (prove) headers.set('dpop', await prove({ method: init.method ?? 'GET', url: target, now: now() }));
    return fetch(target, { ...init, headers });
  };
  const client = createTRPCUntypedClient({
    links: [
      splitLink({
        condition: ({ type }) => type === 'subscription',
        true: httpSubscriptionLink({
          url,
          EventSource,
          // A stream lives as long as somebody watches, so it has no time-out of its own; the server's pings keep it.
          eventSourceOptions: () => ({ fetch: (target, init) => withProof(new URL(target), streamInit(init)) }),
        }),
        // One request per call, so that the proof names the very procedure.
        false: httpLink({
          url,
          fetch: async (target: unknown, init) => {
            const signal = AbortSignal.any([options.signal, AbortSignal.timeout(timeoutMs)]);
            return onlyJson(await withProof(urlOf(target), { ...callInit(init), signal }));
          },
        }),
      }),
    ],
  });

  async function call<P extends ProcedureName>(name: P, input: InputOf<P>): Promise<Result<OutputOf<P>>> {
    try {
      const answer: unknown = await (QUERIES.has(name) ? client.query(name, input) : client.mutation(name, input));
      return parseAnswer(name, answer, log);
    } catch (error) {
      const refusal = refusalOf(error);
      if (refusal.code !== 'offline') log.warn('server-call-failed', { procedure: name, code: refusal.code });
      return { ok: false, refusal };
    }
  }

  return {
    call,
    watch: (applicationId, { onState, onEnd }) => {
      const watching = client.subscription(
        'applications.watch',
        { applicationId },
        {
          onData: (data: unknown) => {
            const told = resultOf(applicationState).safeParse(data);
            if (told.success && told.data.ok) onState(told.data.value);
            // The server ends the stream after a refusal.
            if (!told.success) log.warn('server-answer-unreadable', { procedure: 'applications.watch' });
          },
          onError: onEnd,
          onComplete: onEnd,
        },
      );
      return () => watching.unsubscribe();
    },
  };
}

const anyResult = resultOf(z.unknown());

function parseAnswer<P extends ProcedureName>(name: P, answer: unknown, log: Log): Result<OutputOf<P>> {
  const result = anyResult.safeParse(answer);
  if (result.success && !result.data.ok) return { ok: false, refusal: result.data.refusal };
  const value = outputSchemas[name].safeParse(result.data?.ok ? result.data.value : undefined);
  if (result.success && value.success) return { ok: true, value: value.data };
  log.warn('server-answer-unreadable', { procedure: name });
  return refuse('server-fault');
}

/** The one map from transport failures to our codes. */
function refusalOf(error: unknown): Refusal {
  if (!(error instanceof TRPCClientError)) throw error;
  const data = z.object({ httpStatus: z.number() }).safeParse(error.data);
  if (!data.success) return { code: error.cause instanceof ForeignAnswer ? 'server-fault' : 'offline' };
  const { httpStatus } = data.data;
  if (httpStatus === 401) return { code: 'terminal-unknown' };
  if (httpStatus === 403) return { code: 'not-permitted' };
  return { code: 'server-fault' };
}

/** Somebody answered, but not our server: a proxy's error page, a hotel's login. */
class ForeignAnswer extends Error {}

function onlyJson(response: Response): Response {
  if (response.headers.get('content-type')?.includes('json')) return response;
  throw new ForeignAnswer(`An answer ${response.status} that is no JSON.`);
}

function urlOf(target: unknown): URL {
  if (typeof target === 'string' || target instanceof URL) return new URL(target);
  throw new TypeError('the link calls addresses, not requests');
}

function callInit(init: { method?: string | undefined; headers?: unknown; body?: unknown } | undefined): RequestInit {
  const parsed = callInitSchema.parse(init ?? {});
  return {
    method: parsed.method,
    headers: parsed.headers,
    ...(parsed.body === undefined ? {} : { body: parsed.body }),
  };
}

const callInitSchema = z.object({
  method: z.string().default('GET'),
  headers: z.record(z.string(), z.string()).default({}),
  body: z
    .string()
    .nullish()
    .transform((body) => body ?? undefined),
});

function streamInit(init: { headers: Record<string, string>; signal?: unknown }): RequestInit {
  return {
    method: 'GET',
    headers: init.headers,
    cache: 'no-store',
    ...(init.signal instanceof AbortSignal ? { signal: init.signal } : {}),
  };
}
