import type { Refusal, Result } from '#shared/refusals/refusal.ts';

/**
 * One thing a page shows: not there yet, there, or refused. A later request wins over an earlier one that answers
 * after it, and what is shown stays while it is read again, so a lost connection never empties a page.
 */
export class Loaded<T> {
  #value = $state.raw<T | null>(null);
  #refusal = $state.raw<Refusal | null>(null);
  #asked = 0;

  get value(): T | null {
    return this.#value;
  }
  /** Why there is nothing to show; null while there is something. */
  get refusal(): Refusal | null {
    return this.#value === null ? this.#refusal : null;
  }
  get loading(): boolean {
    return this.#value === null && this.#refusal === null;
  }

  async load(ask: () => Promise<Result<T>>): Promise<Result<T>> {
    this.#asked += 1;
    const turn = this.#asked;
    const result = await ask();
    if (turn === this.#asked) this.take(result);
    return result;
  }

  /** Takes an answer that came another way, such as that of a command. */
  take(result: Result<T>): void {
    if (result.ok) {
      this.#value = result.value;
      this.#refusal = null;
    } else {
      this.#refusal = result.refusal;
      if (result.refusal.code !== 'offline' && result.refusal.code !== 'server-fault') this.#value = null;
    }
  }

  /** A new value straight from a command's answer; a request still under way is older and no longer counts. */
  replace(value: T): void {
    this.#asked += 1;
    this.#value = value;
    this.#refusal = null;
  }

  /** Requests under way no longer count; what is shown stays until the next answer. */
  outdate(): void {
    this.#asked += 1;
  }
}
