import { v7 } from 'uuid';
import type { CalendarDate } from '#shared/calendar/date.ts';
import type { Refusal } from '#shared/refusals/refusal.ts';
import type { Closing } from '#shared/wire/loans.ts';
import { isRunning } from '../rules/closing.ts';
import { onceAtATime } from '../rules/once-at-a-time.ts';
import type { Desk } from './desk.svelte.ts';
import { Loaded } from './loaded.svelte.ts';

/** A run does not come by the live line of orders; while one is under way it is looked at every second. */
const RUNNING_MS = 1_000;
const IDLE_TURNS = 5;

/** How the day's closing goes, and in the sandbox the hand that turns the day over. */
export class ClosingPage {
  readonly #desk: Desk;
  readonly #closing = new Loaded<Closing>();
  #busy = $state(false);
  #commandRefusal = $state.raw<Refusal | null>(null);
  /** Closing the same day twice after a lost answer closes it once. */
  #commandId = v7();
  #turn = 0;
  readonly read = onceAtATime(async () => {
    await this.#closing.load(() => this.#desk.heard(this.#desk.api.closing()));
  });

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  get closing(): Closing | null {
    return this.#closing.value;
  }
  get refusal(): Refusal | null {
    return this.#closing.refusal;
  }
  get busy(): boolean {
    return this.#busy;
  }
  get commandRefusal(): Refusal | null {
    return this.#commandRefusal;
  }

  open(): () => void {
    void this.read();
    const timer = setInterval(() => this.#look(), RUNNING_MS);
    const stopWatching = this.#desk.watch((change) => {
      if (change === null) void this.read();
    });
    return () => {
      clearInterval(timer);
      stopWatching();
    };
  }

  async closeDay(businessOn: CalendarDate): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    this.#commandRefusal = null;
    const result = await this.#desk.heard(this.#desk.api.closeDay(this.#commandId, businessOn));
    this.#busy = false;
    if (result.ok) this.#closing.replace(result.value);
    else this.#commandRefusal = result.refusal;
    if (result.ok || result.refusal.code !== 'offline') this.#commandId = v7();
    if (!result.ok) void this.read();
  }

  #look(): void {
    this.#turn += 1;
    if (isRunning(this.closing) || this.#turn % IDLE_TURNS === 0) void this.read();
  }
}
