import type { Intent } from '#agent/session/intents.ts';
import type { Snapshot } from '#agent/session/snapshot.ts';
import { kioskIn, type KioskMessages } from '#shared/messages/kiosk.ts';
import type { Language } from '#shared/messages/language.ts';
import type { Refusal } from '#shared/refusals/refusal.ts';
import type { AgentPort, LinkState } from './agent-port.ts';
import type { Clock } from './clock.ts';

/** The page's side of one shopper's visit: the last snapshot, the line to the agent, and what is under way. */
export class Visit {
  snapshot = $state.raw<Snapshot | null>(null);
  link = $state<LinkState>('connecting');
  /** The intent being answered; its button waits and others do nothing. */
  pending = $state<Intent['kind'] | null>(null);
  /** The refusal of the last intent, where the snapshot does not carry it itself. */
  refused = $state.raw<Refusal | null>(null);
  readonly clock: Pick<Clock, 'now'>;
  readonly #agent: AgentPort;
  readonly #camera: () => string | null;

  constructor(agent: AgentPort, clock: Pick<Clock, 'now'>, camera: () => string | null = () => null) {
    this.#agent = agent;
    this.clock = clock;
    this.#camera = camera;
  }

  /** Begins to listen; the returned function stops. */
  start(): () => void {
    return this.#agent.watch({
      snapshot: (snapshot) => {
        if (snapshot.screen.kind !== this.snapshot?.screen.kind) this.refused = null;
        this.snapshot = snapshot;
      },
      link: (state) => {
        this.link = state;
      },
    });
  }

  get language(): Language {
    return this.snapshot?.language ?? 'zh';
  }

  get words(): KioskMessages {
    return kioskIn[this.language];
  }

  /** The label of the camera that was chosen at set-up; null: the browser's own choice. */
  get camera(): string | null {
    return this.#camera();
  }

  get notice(): Refusal | null {
    return this.snapshot?.notice ?? this.refused;
  }

  /** An answer is on its way: this page's own tap, or what the agent asked of the server because of it. */
  get isBusy(): boolean {
    return this.pending !== null || (this.snapshot?.busy ?? false);
  }

  /** Sends what the shopper wants. A second tap while the first is under way does nothing. */
  async send(intent: Intent): Promise<void> {
    if (this.pending) return;
    this.pending = intent.kind;
    this.refused = null;
    try {
      const answer = await this.#agent.send(intent);
      if (!answer.ok) this.refused = answer.refusal;
    } catch {
      // No answer came: the line broke, which the screen shows, and the snapshot after it says whether the intent arrived.
      this.link = 'lost';
    } finally {
      this.pending = null;
    }
  }

  /** Tells the agent that somebody is there: no button waits for it, and no answer is needed. */
  stillHere(): void {
    this.#agent.send({ kind: 'still-here' }).catch(() => {
      this.link = 'lost';
    });
  }
}
