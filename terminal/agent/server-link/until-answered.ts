import type { Result } from '#shared/refusals/refusal.ts';
import { backOffMs, type Nap } from '../back-off.ts';
import { isPassing } from './passing.ts';

/**
 * Repeats a call that is safe to repeat (it carries its own id) until the server has said yes or no. A refusal that
 * passes is no answer. Null when `signal` ends it first.
 */
export async function untilAnswered<T>(
  call: () => Promise<Result<T>>,
  { nap, random, signal }: { nap: Nap; random: () => number; signal: AbortSignal },
): Promise<Result<T> | null> {
  const isStopped = (): boolean => signal.aborted;
  for (let failures = 1; !isStopped(); failures += 1) {
    const answer = await call();
    if (isStopped()) return null;
    if (answer.ok || !isPassing(answer.refusal.code)) return answer;
    await nap.sleep(backOffMs(failures, random()));
  }
  return null;
}
