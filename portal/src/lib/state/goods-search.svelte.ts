import type { Refusal } from '#shared/refusals/refusal.ts';
import type { Good } from '#shared/wire/portal.ts';
import { isGtin, normalizeTyped } from '../rules/typed-text.ts';
import type { Desk } from './desk.svelte.ts';
import { Loaded } from './loaded.svelte.ts';

const RESULTS_MAX = 12;

export type SearchNote =
  { kind: 'added'; name: string } | { kind: 'unknown-gtin'; gtin: string } | { kind: 'wrong-gtin'; gtin: string };

/** Looking for goods by name, brand or barcode; the results are walked with the arrow keys. */
export class GoodsSearch {
  readonly #desk: Desk;
  readonly #onPick: (good: Good) => void;
  readonly #found = new Loaded<Good[]>();
  #text = $state('');
  #active = $state(0);
  #searching: Promise<void> = Promise.resolve();
  #walked = $state(false);
  #note = $state.raw<SearchNote | null>(null);

  constructor(desk: Desk, onPick: (good: Good) => void) {
    this.#desk = desk;
    this.#onPick = onPick;
  }

  get text(): string {
    return this.#text;
  }
  get results(): Good[] | null {
    return this.#found.value;
  }
  get refusal(): Refusal | null {
    return this.#found.refusal;
  }
  get active(): number {
    return this.#active;
  }
  /** True once the arrow keys were used on these results, so that the marked one is to be kept in view. */
  get walked(): boolean {
    return this.#walked;
  }
  get note(): SearchNote | null {
    return this.#note;
  }

  type(text: string): Promise<void> {
    this.#text = text;
    this.#note = null;
    this.#searching = this.#search(text);
    return this.#searching;
  }

  move(by: 1 | -1): void {
    const count = this.results?.length ?? 0;
    if (count === 0) return;
    this.#active = (this.#active + by + count) % count;
    this.#walked = true;
  }

  pick(good: Good): void {
    this.#onPick(good);
    this.#note = { kind: 'added', name: good.name };
  }

  /** Enter: the good of a scanned barcode at once, else the marked result. */
  async enter(): Promise<void> {
    const typed = normalizeTyped(this.#text);
    if (/^\d{8,14}$/.test(typed)) return this.#enterBarcode(typed);
    // Whoever is quicker than the answer means what was typed, not what was found before it.
    await this.#searching;
    const good = this.results?.[this.#active];
    if (good) this.pick(good);
  }

  async #search(text: string): Promise<void> {
    await this.#found.load(() => this.#ask(text));
    if (text !== this.#text) return;
    this.#active = 0;
    this.#walked = false;
  }

  /** A scanner is quicker than the search under way, so the barcode is asked for by itself. */
  async #enterBarcode(gtin: string): Promise<void> {
    if (!isGtin(gtin)) {
      this.#note = { kind: 'wrong-gtin', gtin };
      return;
    }
    // The field is free for the next scan before this one is answered.
    this.#text = '';
    const result = await this.#ask(gtin);
    const good = result.ok ? result.value.find((each) => each.gtin === gtin) : undefined;
    if (good) this.pick(good);
    else if (result.ok) this.#note = { kind: 'unknown-gtin', gtin };
    else this.#found.take(result);
    if (this.#text === '') await this.#search('');
  }

  #ask(text: string) {
    return this.#desk.heard(this.#desk.api.searchGoods(normalizeTyped(text), RESULTS_MAX));
  }
}
