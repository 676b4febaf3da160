/** Whole seconds until an instant, rounded up; 0 once it has passed. */
export function secondsLeft(until: number, now: number): number {
  return Math.max(0, Math.ceil((until - now) / 1_000));
}

/** Whole minutes until an instant, rounded up; 0 once it has passed. */
export function minutesLeft(until: number, now: number): number {
  return Math.ceil(secondsLeft(until, now) / 60);
}

export interface IdleTimes {
  warnAt: number;
  resetAt: number;
}

/** Seconds until the screen is wiped, once the warning is due; null before that, or where nothing runs out. */
export function idleWarning(idle: IdleTimes | null, now: number): number | null {
  return idle && now >= idle.warnAt ? secondsLeft(idle.resetAt, now) : null;
}

const SLOW_AFTER_MS = 10_000;

/** After ten seconds of waiting the screen says so and offers a way out. */
export function isSlow(since: number, now: number): boolean {
  return now - since >= SLOW_AFTER_MS;
}

const TOUCH_EVERY_MS = 5_000;

/** A touch is worth telling the agent only every few seconds, and only where something runs out. */
export function isTouchNews(idle: IdleTimes | null, toldAt: number, now: number): boolean {
  return idle !== null && now - toldAt >= TOUCH_EVERY_MS;
}
