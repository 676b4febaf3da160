import type { LinkErrorCode } from '../transport/transport.ts';

/** Protocols 5.3: 0.5, 1, 2, 5, then every 10 s, without end. */
const STEPS_MS = [500, 1000, 2000, 5000];
const LAST_STEP_MS = 10_000;

/**
 * Seeing that a path does not exist or that nobody listens costs nothing, and these are what an unplugged device looks
 * like; one whose plug is being pushed in comes and goes. They are looked for every half second, so that a device is
 * ready within two seconds of its return; the long steps spare devices that are there but busy, forbidden or mute.
 */
export const LOOK_EVERY_MS = 500;
const ABSENT: ReadonlySet<LinkErrorCode> = new Set(['port-missing', 'refused', 'lost']);

/** How long to wait before the next opening; `failures` counts those since the device last answered (from 1). */
export function backOffMs(failures: number, code: LinkErrorCode): number {
  return isAbsence(code) ? LOOK_EVERY_MS : (STEPS_MS[failures - 1] ?? LAST_STEP_MS);
}

export function isAbsence(code: LinkErrorCode): boolean {
  return ABSENT.has(code);
}
