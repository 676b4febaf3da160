import type { RefusalCode } from '#shared/refusals/refusal.ts';

/**
 * Refusals that say nothing of what was asked: no line, a fault of the server, or a terminal that it does not know or
 * let in at the moment. They pass, or a technician ends them; what was asked is asked again.
 */
const PASSING: ReadonlySet<RefusalCode> = new Set(['offline', 'server-fault', 'terminal-unknown', 'not-permitted']);

export function isPassing(code: RefusalCode): boolean {
  return PASSING.has(code);
}
