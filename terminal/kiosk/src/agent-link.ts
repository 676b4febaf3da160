import { createTRPCClient, createWSClient, TRPCClientError, wsLink } from '@trpc/client';
import type { AgentRouter } from '#agent/router.ts';
import { refuse } from '#shared/refusals/refusal.ts';
import type { AgentAddress } from './agent-address.ts';
import type { AgentPort, LinkState } from './agent-port.ts';

const LONGEST_WAIT_MS = 3_000;

/** The line to the agent on this machine: comes back by itself, and says how it stands. */
export function openAgentLink({ url, token }: AgentAddress): AgentPort {
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
  return {
    watch({ snapshot, link }) {
      told = link;
      const watching = agent.session.watch.subscribe(undefined, {
        onData: ({ data }) => {
          // Only a snapshot proves that the agent serves this page: an open socket may still be refused.
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
    async send(intent) {
      try {
        return await agent.session.send.mutate(intent);
      } catch (error) {
        // The agent itself could not take it: an answer. Anything else is a broken line, and the caller's to say.
        if (error instanceof TRPCClientError && error.data) return refuse('not-allowed-here');
        throw error;
      }
    },
  };
}

/** A page opened without its token: nothing is tried, so that nobody can guess. */
function closedLink(): AgentPort {
  return {
    watch({ link }) {
      link('refused');
      return () => undefined;
    },
    send: () => Promise.resolve(refuse('not-permitted')),
  };
}
