import type { Refusal } from '#shared/refusals/refusal.ts';
import type { Today } from '#shared/wire/portal.ts';
import { onceAtATime } from '../rules/once-at-a-time.ts';
import type { Desk } from './desk.svelte.ts';
import { Loaded } from './loaded.svelte.ts';

/** The day at a glance, read again with every change. */
export class TodayPage {
  readonly #desk: Desk;
  readonly #today = new Loaded<Today>();
  readonly read = onceAtATime(async () => {
    await this.#today.load(() => this.#desk.heard(this.#desk.api.today()));
  });

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  get today(): Today | null {
    return this.#today.value;
  }
  get refusal(): Refusal | null {
    return this.#today.refusal;
  }

  open(): () => void {
    void this.read();
    return this.#desk.watch(() => void this.read());
  }
}
