import type { LinkErrorCode } from '../transport/transport.ts';

/** Protocols 5.3: 0.5, 1, 2, 5, then every 10 s, without end. */
const STEPS_MS = [500, 1000, 2000, 5000];
const LAST_STEP_MS = 10_000;

/**
 * Seeing that a path does not exist or that nobody listens costs nothing, and these are what an
 * unplugged device looks like. They are asked every second, so that a device that comes back is
 * ready within two; the long steps spare devices that are there but busy, forbidden or mute.
 */
const ABSENT_STEP_MS_MAX = 1000;
const ABSENT: ReadonlySet<LinkErrorCode> = new Set(['port-missing', 'refused']);

/** How long to wait before the next opening; `failures` counts those since the device last answered (from 1). */
export function backOffMs(failures: number, code: LinkErrorCode): number {
  const stepMs = STEPS_MS[failures - 1] ?? LAST_STEP_MS;
  return isAbsence(code) ? Math.min(stepMs, ABSENT_STEP_MS_MAX) : stepMs;
}

export function isAbsence(code: LinkErrorCode): boolean {
  return ABSENT.has(code);
}
