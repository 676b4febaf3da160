import {
  followState,
  readOpenOrders,
  readState,
  sendCommand,
  type Misbehaviour,
  type OpenOrder,
  type SandboxCommand,
  type SandboxState,
} from '../api/sandbox-api.ts';
import { onceAtATime } from '../rules/once-at-a-time.ts';

const LOOK_AGAIN_MS = 4_000;

/** The simulated counter: what the devices and the phone show, and the hands that move them. */
export class SandboxTray {
  #state = $state.raw<SandboxState | null>(null);
  #orders = $state.raw<OpenOrder[]>([]);
  #face = $state<'connecting' | 'ready' | 'none'>('connecting');
  #lost = $state(false);
  #failed = $state(false);
  #misbehaviour = $state<Misbehaviour>('none');
  #stopFollowing: (() => void) | null = null;
  #closed = false;
  readonly #readOrders = onceAtATime(async () => {
    this.#orders = (await readOpenOrders()) ?? this.#orders;
  });

  get face(): 'connecting' | 'ready' | 'none' {
    return this.#face;
  }
  get state(): SandboxState | null {
    return this.#state;
  }
  get orders(): OpenOrder[] {
    return this.#orders;
  }
  get lost(): boolean {
    return this.#lost;
  }
  /** True while the last command was not taken. */
  get failed(): boolean {
    return this.#failed;
  }
  get misbehaviour(): Misbehaviour {
    return this.#misbehaviour;
  }

  open(): () => void {
    void this.#begin();
    // Orders are made elsewhere and the stream does not tell of them; also looks whether a sandbox has come.
    const timer = setInterval(() => void (this.#stopFollowing ? this.#readOrders() : this.#begin()), LOOK_AGAIN_MS);
    return () => {
      clearInterval(timer);
      this.#closed = true;
      this.#stopFollowing?.();
      this.#stopFollowing = null;
    };
  }

  async send(command: SandboxCommand): Promise<boolean> {
    const taken = await sendCommand(command);
    this.#failed = !taken;
    if (taken && command.do === 'misbehave') this.#misbehaviour = command.kind;
    return taken;
  }

  async #begin(): Promise<void> {
    const state = await readState();
    if (this.#closed) return;
    if (state === 'offline') {
      this.#lost = true;
      return;
    }
    if (state === 'none') {
      this.#face = 'none';
      return;
    }
    this.#take(state);
    this.#stopFollowing ??= followState(
      (next) => this.#take(next),
      () => (this.#lost = true),
    );
  }

  #take(state: SandboxState): void {
    this.#state = state;
    this.#face = 'ready';
    this.#lost = false;
    void this.#readOrders();
  }
}
