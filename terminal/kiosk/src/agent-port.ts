import type { Intent } from '#agent/session/intents.ts';
import type { SetupIntent } from '#agent/setup/intents.ts';
import type { SetupSnapshot } from '#agent/setup/snapshot.ts';
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

/** All the technician's pages need of the agent, over the same line. */
export interface SetupPort {
  watch(heard: (snapshot: SetupSnapshot) => void): () => void;
  /** Rejects only where no answer came. */
  send(intent: SetupIntent): Promise<Result<null>>;
  /** The diagnostics bundle, ready to be kept as JSON. Rejects where it cannot be had. */
  diagnostics(): Promise<unknown>;
}

export interface Agent {
  readonly session: AgentPort;
  readonly setup: SetupPort;
  /** What a scanner in keyboard mode typed: it goes the way of every other scan, and comes back as a snapshot. */
  readonly scanned: (text: string) => void;
}
