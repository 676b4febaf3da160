/** What a check has plugged in or opened is put away when it is over, the last thing first, whatever came of it. */
import type { Check } from './check.ts';

export type AtEnd = (putAway: () => void | Promise<void>) => void;

export function tidied(check: (atEnd: AtEnd) => Promise<void>): Check {
  return async () => {
    const putAways: (() => void | Promise<void>)[] = [];
    try {
      await check((putAway) => putAways.unshift(putAway));
    } finally {
      for (const putAway of putAways) await putAway();
    }
  };
}
