import { stat } from 'node:fs/promises';
import type { Clock } from '../link/clock.ts';
import { noTimer } from '../link/clock.ts';
import type { PathFinder } from './path-finder.ts';

/** Often enough for a loss that nothing else tells, rare enough to cost nothing. */
const CHECK_MS = 1000;

const NONE = 'none';

/** What stands at the path: nothing, or a certain device. Windows names are no files and never change. */
export async function nodeOf(path: string): Promise<string> {
  return stat(path).then(
    ({ dev, ino, rdev }) => `${dev}:${ino}:${rdev}`,
    () => NONE,
  );
}

/** See `Opener.presence`. */
export function presenceOf(find: PathFinder): () => Promise<string> {
  return async () => {
    const found = await find();
    return found.ok ? `${found.path} ${await nodeOf(found.path)}` : NONE;
  };
}

/** Looks every second whether the path still leads to `node`; tells once if not. The returned function ends it. */
export function watchNode(path: string, node: string, clock: Clock, onGone: () => void): () => void {
  let isWatching = true;
  let cancel = noTimer;
  function checkLater(): void {
    cancel = clock.after(CHECK_MS, () => {
      void nodeOf(path).then((now) => {
        if (!isWatching) return;
        if (now === node) checkLater();
        else onGone();
      });
    });
  }
  checkLater();
  return () => {
    isWatching = false;
    cancel();
  };
}
