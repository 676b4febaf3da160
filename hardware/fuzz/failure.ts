/** A failure in one episode, made into the shortest input that still fails. */
import type { Crew } from './crew.ts';
import type { Fails } from './minimise.ts';
import { minimise } from './minimise.ts';
import { episodeOf } from './fuzz.ts';
import type { Action, Subject } from './subject.ts';

/** What came before may matter: so many episodes are tried at most. */
const EPISODES_MAX = 64;
const REPLAY_LIMIT_MS = 3000;

/** Null where the failure does not come again: what it needs came long before. */
export async function shortestFailure(
  crew: Crew,
  { subject, seed, episode }: { readonly subject: Subject; readonly seed: number; readonly episode: number },
): Promise<readonly Action[] | null> {
  const fails: Fails = async (actions) => {
    const outcome = await crew.run({ do: 'replay', subject: subject.name, actions }, REPLAY_LIMIT_MS);
    return !outcome.ok;
  };
  for (let count = 1; count <= EPISODES_MAX; count *= 2) {
    const from = Math.max(0, episode - count + 1);
    const episodes = Array.from({ length: episode - from + 1 }, (_, at) => episodeOf(subject, seed, from + at));
    const actions = episodes.flat();
    if (await fails(actions)) return minimise(actions, fails);
    if (from === 0) break;
  }
  return null;
}
