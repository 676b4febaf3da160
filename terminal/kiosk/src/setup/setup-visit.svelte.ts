import type { SetupIntent } from '#agent/setup/intents.ts';
import type { SetupSnapshot } from '#agent/setup/snapshot.ts';
import { setupIn, type SetupMessages } from '#shared/messages/setup.ts';
import type { Language } from '#shared/messages/language.ts';
import type { Refusal } from '#shared/refusals/refusal.ts';
import type { SetupPort } from '../agent-port.ts';
import type { Clock } from '../clock.ts';

/** The page's side of the technician's visit: the last snapshot of the wizard, and what is under way. */
export class SetupVisit {
  snapshot = $state.raw<SetupSnapshot | null>(null);
  pending = $state<SetupIntent['kind'] | null>(null);
  refused = $state.raw<Refusal | null>(null);
  readonly clock: Pick<Clock, 'now'>;
  readonly #agent: SetupPort;

  constructor(agent: SetupPort, clock: Pick<Clock, 'now'>) {
    this.#agent = agent;
    this.clock = clock;
  }

  start(): () => void {
    return this.#agent.watch((snapshot) => {
      if (snapshot.step !== this.snapshot?.step || snapshot.access !== this.snapshot.access) this.refused = null;
      this.snapshot = snapshot;
    });
  }

  get language(): Language {
    return this.snapshot?.language ?? 'zh';
  }

  get words(): SetupMessages {
    return setupIn[this.language];
  }

  /** The wizard has the screen: the counter waits behind it. */
  get isShown(): boolean {
    return this.snapshot !== null && this.snapshot.access !== 'closed';
  }

  get notice(): Refusal | null {
    return this.snapshot?.notice ?? this.refused;
  }

  get isBusy(): boolean {
    return this.pending !== null || (this.snapshot?.busy ?? false);
  }

  /** Sends a wish; true where it was granted. A second tap while the first is under way does nothing. */
  async send(intent: SetupIntent): Promise<boolean> {
    if (this.pending !== null) return false;
    this.pending = intent.kind;
    this.refused = null;
    try {
      const answer = await this.#agent.send(intent);
      if (!answer.ok) this.refused = answer.refusal;
      return answer.ok;
    } catch {
      // The line to the agent broke: the page shows that, and the next snapshot says whether the wish arrived.
      return false;
    } finally {
      this.pending = null;
    }
  }

  /** Rejects where the agent cannot be asked; the caller says so. */
  diagnostics(): Promise<unknown> {
    return this.#agent.diagnostics();
  }
}
