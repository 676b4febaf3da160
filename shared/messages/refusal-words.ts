import { fen, formatYuan } from '../money/fen.ts';
import type { RefusalCode } from '../refusals/refusal.ts';

export type RefusalDetails = Readonly<Record<string, string | number>>;

/** What happened, and what to do now: each a whole sentence. */
export interface RefusalText {
  what: string;
  next: string;
}

export type RefusalWords = Record<RefusalCode, (details: RefusalDetails) => RefusalText>;

/** A detail that is a whole number, or null where the refusal came without it: the sentence then does without. */
export function wholeNumber(details: RefusalDetails, name: string): number | null {
  const value = details[name];
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : null;
}

export function yuanOf(details: RefusalDetails, name: string): string | null {
  const amount = wholeNumber(details, name);
  return amount === null ? null : formatYuan(fen(amount));
}

/** A detail in seconds as whole minutes, rounded up: nobody is told to come back too early. */
export function minutesOf(details: RefusalDetails, name: string): number | null {
  const seconds = wholeNumber(details, name);
  return seconds === null ? null : Math.max(1, Math.ceil(seconds / 60));
}
