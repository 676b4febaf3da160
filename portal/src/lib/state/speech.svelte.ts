import { createContext } from 'svelte';
import { formatDate } from '#shared/calendar/format.ts';
import type { CalendarDate } from '#shared/calendar/date.ts';
import { LANGUAGES, type Language } from '#shared/messages/language.ts';
import { portalIn } from '#shared/messages/portal.ts';
import { reasonsIn, type ReasonWords } from '#shared/messages/reasons.ts';
import { termsIn } from '#shared/messages/terms.ts';
import type { PortalMessages } from '#shared/messages/zh/portal.ts';
import type { Terms } from '#shared/messages/zh/terms.ts';
import type { Refusal } from '#shared/refusals/refusal.ts';
import { failureText } from '../rules/failure-text.ts';
import { wordOf } from '../rules/word-of.ts';
import { shortDate, shortInstant } from '../rules/when.ts';

const MEMORY_KEY = 'zhanggui.language';

/** The language of the page and everything that is said in it; remembered on this device. */
export class Speech {
  #language = $state<Language>('zh');
  readonly #memory: Storage;

  constructor(memory: Storage) {
    this.#memory = memory;
    const remembered = memory.getItem(MEMORY_KEY);
    this.#language = LANGUAGES.find((language) => language === remembered) ?? 'zh';
  }

  get language(): Language {
    return this.#language;
  }
  /** The value of the `lang` attribute. */
  get tag(): string {
    return this.#language === 'zh' ? 'zh-CN' : 'en';
  }
  get text(): PortalMessages {
    return portalIn[this.#language];
  }
  get terms(): Terms {
    return termsIn[this.#language];
  }
  get reasons(): ReasonWords {
    return reasonsIn[this.#language];
  }

  choose(language: Language): void {
    this.#language = language;
    this.#memory.setItem(MEMORY_KEY, language);
  }

  date(date: CalendarDate): string {
    return formatDate(date, this.#language);
  }
  /** Without the year, where it can only be this one. */
  day(date: CalendarDate): string {
    return shortDate(date, this.#language);
  }
  instant(instantMs: number): string {
    return shortInstant(instantMs, Date.now(), this.#language);
  }
  /** The word for a key that came as text; where this page does not know it, what the other side calls it. */
  word(list: Readonly<Record<string, string>>, key: string, otherwise: string = key): string {
    return wordOf(list, key) ?? otherwise;
  }
  failure(refusal: Refusal): string {
    return failureText(refusal, this.#language);
  }
}

export const [useSpeech, provideSpeech] = createContext<Speech>();
