/** What a check has plugged in or opened is put away when it is over, the last thing first, whatever came of it. */
import type { Check } from './check.ts';

export type AtEnd = (putAway: PutAway) => void;
type PutAway = () => void | Promise<void>;

export function tidied(check: (atEnd: AtEnd) => Promise<void>): Check {
  return async () => {
    const putAways: PutAway[] = [];
    const errors: unknown[] = [];
    const keep = (error: unknown): void => {
      errors.push(error);
    };
    await check((putAway) => putAways.unshift(putAway)).catch(keep);
    for (const putAway of putAways) await Promise.resolve().then(putAway).catch(keep);
    // What went wrong first is the cause of the rest.
    if (errors.length > 0) throw errors[0];
  };
}
