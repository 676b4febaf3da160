/** A failing input, made short by leaving halves out: first whole actions, then bytes of those that are left. */
import type { Action } from './subject.ts';

export type Fails = (actions: readonly Action[]) => Promise<boolean>;

/** Each try may cost a hang, so that some must be let off. */
const LIMIT_MS = 60_000;

export async function minimise(actions: readonly Action[], fails: Fails): Promise<readonly Action[]> {
  const untilMs = performance.now() + LIMIT_MS;
  const stillFails: Fails = async (shorter) => performance.now() < untilMs && fails(shorter);
  let kept = await shorten(actions, stillFails);
  for (const [at, action] of kept.entries()) {
    if (action.do !== 'push') continue;
    const withBytes = (bytes: readonly number[]): Action[] =>
      kept.with(at, { ...action, bytes: Uint8Array.from(bytes) });
    const bytes = await shorten(Array.from(action.bytes), (fewer) => stillFails(withBytes(fewer)));
    kept = withBytes(bytes);
  }
  return kept;
}

/** Leaves out stretches, the longest first, as long as what is left still fails. */
async function shorten<T>(whole: readonly T[], fails: (some: readonly T[]) => Promise<boolean>): Promise<readonly T[]> {
  let kept = whole;
  for (let stretch = Math.ceil(kept.length / 2); stretch >= 1; stretch = stretch === 1 ? 0 : Math.ceil(stretch / 2)) {
    for (let at = 0; at < kept.length;) {
      const fewer = kept.toSpliced(at, stretch);
      if (fewer.length > 0 && (await fails(fewer))) kept = fewer;
      else at += stretch;
    }
  }
  return kept;
}

/** One line an action. What is fuzzed is random, so that showing it betrays nobody. */
export function describeActions(actions: readonly Action[]): string {
  return actions
    .map((action) => {
      if (action.do === 'quiet') return `quiet ${action.ms} ms (whim ${action.whim})`;
      return `push ${Buffer.from(action.bytes).toString('hex')} (whim ${action.whim})`;
    })
    .join('\n');
}
