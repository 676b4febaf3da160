import type { Intent } from '#agent/session/intents.ts';
import type { Snapshot } from '#agent/session/snapshot.ts';
import type { Result } from '#shared/refusals/refusal.ts';

/** How the line to the agent stands; `refused`: the agent does not know this page (no token, or an old one). */
export type LinkState = 'connecting' | 'up' | 'lost' | 'refused';

/** All the screens need of the agent. The gallery has one of its own. */
export interface AgentPort {
  /** Calls back with every snapshot and every change of the line until the returned function is called. */
  watch(heard: { snapshot: (snapshot: Snapshot) => void; link: (state: LinkState) => void }): () => void;
  /** Rejects only where no answer came: whether the intent arrived, the next snapshot tells. */
  send(intent: Intent): Promise<Result<null>>;
}
