import type { Session } from './machine/stages.ts';

export interface IdleLimits {
  /** Quiet time before the warning. */
  readonly warnAfterMs: number;
  /** Time from the warning to the wipe; ux.md section 2 asks for 30 s at least. */
  readonly resetAfterMs: number;
}

export interface Deadline {
  readonly warnAt: number;
  readonly resetAt: number;
}

/** From signature or payment to the next shopper, where nobody answers: she waits for something of her own. */
const AWAITED_MS = 180_000;

/** When a session left alone is warned and wiped; null where nothing is kept, or where it must not be interrupted. */
export function deadline(session: Session, limits: IdleLimits): Deadline | null {
  const { at } = session.stage;
  if (at === 'submitting') return null;
  if (at === 'signing' || at === 'repay-working') {
    const resetAt = session.activeAt + AWAITED_MS;
    return { warnAt: resetAt - limits.resetAfterMs, resetAt };
  }
  if (at === 'idle' && isFresh(session)) return null;
  const warnAt = session.activeAt + limits.warnAfterMs;
  return { warnAt, resetAt: warnAt + limits.resetAfterMs };
}

/** An idle screen as the next shopper should find it: no notice, no foreign language, no order on its way. */
function isFresh({ stage, notice, language, largeType }: Session): boolean {
  // An order being looked up always gets its answer, so it needs no time-out of its own.
  const isOpening = stage.at === 'idle' && stage.opening !== null;
  return isOpening || (notice === null && language === 'zh' && !largeType);
}
