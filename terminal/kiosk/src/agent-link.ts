import { createTRPCClient, createWSClient, TRPCClientError, wsLink } from '@trpc/client';
import type { AgentRouter } from '#agent/router.ts';
import { refuse, type Result } from '#shared/refusals/refusal.ts';
import type { AgentAddress } from './agent-address.ts';
import type { Agent, AgentPort, LinkState, SetupPort } from './agent-port.ts';

const LONGEST_WAIT_MS = 3_000;

/** The line to the agent on this machine: comes back by itself, and says how it stands. */
export function openAgentLink({ url, token }: AgentAddress): Agent {
  if (token === null) return closedLink();
  let told: (state: LinkState) => void = () => undefined;
  const socket = createWSClient({
    url,
    connectionParams: { token },
    retryDelayMs: (attempt) => Math.min(250 * 2 ** attempt, LONGEST_WAIT_MS),
    keepAlive: { enabled: true, intervalMs: 5_000, pongTimeoutMs: 3_000 },
    onClose: () => told('lost'),
  });
  const agent = createTRPCClient<AgentRouter>({ links: [wsLink({ client: socket })] });
  const session: AgentPort = {
    watch({ snapshot, link }) {
      told = link;
      const watching = agent.session.watch.subscribe(undefined, {
        // Only an answer proves that the agent serves this page: an open socket may still be refused.
        onStarted: () => link('up'),
        onData: ({ data }) => {
          link('up');
          snapshot(data);
        },
        onError: (error) => {
          if (error.data?.code !== 'UNAUTHORIZED') {
            link('lost');
            return;
          }
          // Trying again with the same token would be refused again: this page has to be opened anew.
          told = () => undefined;
          void socket.close();
          link('refused');
        },
      });
      return () => {
        watching.unsubscribe();
        void socket.close();
      };
    },
    send: (intent) => answerOf(agent.session.send.mutate(intent)),
  };
  const setup: SetupPort = {
    watch(heard) {
      // How the line stands the session's watch tells; this one comes back with it.
      const watching = agent.setup.watch.subscribe(undefined, { onData: ({ data }) => heard(data) });
      return () => watching.unsubscribe();
    },
    send: (intent) => answerOf(agent.setup.send.mutate(intent)),
    diagnostics: () => agent.setup.diagnostics.query(),
  };
  return {
    session,
    setup,
    scanned: (text) => {
      answerOf(agent.scanned.mutate({ text })).catch(() => told('lost'));
    },
  };
}

async function answerOf(asked: Promise<Result<null>>): Promise<Result<null>> {
  try {
    return await asked;
  } catch (error) {
    // The agent itself could not take it: an answer. Anything else is a broken line, and the caller's to say.
    if (error instanceof TRPCClientError && error.data) return refuse('not-allowed-here');
    throw error;
  }
}

/** A page opened without its token: nothing is tried, so that nobody can guess. */
function closedLink(): Agent {
  const send = (): Promise<Result<null>> => Promise.resolve(refuse('not-permitted'));
  return {
    session: {
      watch({ link }) {
        link('refused');
        return () => undefined;
      },
      send,
    },
    setup: { watch: () => () => undefined, send, diagnostics: () => Promise.reject(new Error('no token')) },
    scanned: () => undefined,
  };
}
