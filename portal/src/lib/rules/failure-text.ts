import type { Language } from '#shared/messages/language.ts';
import { portalIn } from '#shared/messages/portal.ts';
import { refusalText } from '#shared/messages/refusals.ts';
import type { Refusal } from '#shared/refusals/refusal.ts';
import { wordOf } from './word-of.ts';

/** A refusal in words for who works at the desk; where the desk has none of its own, those of the counter. */
export function failureText(refusal: Refusal, language: Language): string {
  const own = wordOf(portalIn[language].failure, refusal.code);
  if (own !== undefined) return own;
  const { what, next } = refusalText(language, refusal);
  return language === 'zh' ? `${what}${next}` : `${what} ${next}`;
}
