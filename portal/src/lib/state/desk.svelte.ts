import { createContext } from 'svelte';
import type { Refusal, Result } from '#shared/refusals/refusal.ts';
import type { ChangeEvent, Me, Permission } from '#shared/wire/portal.ts';
import type { PortalApi } from '../api/portal-api.ts';
import { Loaded } from './loaded.svelte.ts';

const PROBE_MS = 3_000;

/**
 * The desk of one signed-in person: who it is, the way to the server, and its live line. Pages register what to read
 * again when something changed or the line is back.
 */
export class Desk {
  readonly api: PortalApi;
  readonly #me = new Loaded<Me>();
  #watchers: readonly ((change: ChangeEvent | null) => void)[] = [];
  #lost = $state(false);
  #stopListening: (() => void) | null = null;
  #probe: ReturnType<typeof setInterval> | null = null;

  constructor(api: PortalApi) {
    this.api = api;
  }

  get me(): Me | null {
    return this.#me.value;
  }
  get refusal(): Refusal | null {
    return this.#me.refusal;
  }
  get lost(): boolean {
    return this.#lost;
  }

  may(permission: Permission): boolean {
    return this.me?.permissions.includes(permission) ?? false;
  }

  /** Who is here; begins to listen where this person may see orders. */
  async open(): Promise<Result<Me>> {
    const me = await this.#me.load(() => this.api.me());
    if (me.ok) {
      this.#found();
      if (this.may('orders.read') && !this.#stopListening) this.#listen();
    } else if (me.refusal.code === 'offline') this.#lose();
    return me;
  }

  close(): void {
    this.#stopListening?.();
    this.#stopListening = null;
    if (this.#probe !== null) clearInterval(this.#probe);
    this.#probe = null;
    this.#watchers = [];
  }

  /** Calls `onChange` with each change, and with null when the line is back and anything may have changed. */
  watch(onChange: (change: ChangeEvent | null) => void): () => void {
    this.#watchers = [...this.#watchers, onChange];
    return () => {
      this.#watchers = this.#watchers.filter((each) => each !== onChange);
    };
  }

  /** Passes an answer on and notes from it whether the server can be reached. */
  async heard<T>(asked: Promise<Result<T>>): Promise<Result<T>> {
    const result = await asked;
    if (!result.ok && result.refusal.code === 'offline') this.#lose();
    else this.#found();
    return result;
  }

  #listen(): void {
    this.#stopListening = this.api.listen({
      onChange: (change) => this.#tell(change),
      onLost: () => this.#lose(),
      onBack: () => this.#found(),
    });
  }

  #tell(change: ChangeEvent | null): void {
    for (const watcher of this.#watchers) watcher(change);
  }

  #lose(): void {
    this.#lost = true;
    this.#probe ??= setInterval(() => void this.open(), PROBE_MS);
  }

  #found(): void {
    if (!this.#lost) return;
    this.#lost = false;
    if (this.#probe !== null) clearInterval(this.#probe);
    this.#probe = null;
    this.#tell(null);
  }
}

export const [useDesk, provideDesk] = createContext<Desk>();
