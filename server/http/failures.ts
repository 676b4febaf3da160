import { randomUUID } from 'node:crypto';

/**
 * A failure nobody expected gets an id. The outside learns the id alone; the log learns what failed and where, and
 * never the message, in which a value of somebody's application could stand.
 */
export function logFailure(error: unknown, at: { method: string; route: string }): string {
  const id = randomUUID();
  console.error(JSON.stringify({ level: 'error', event: 'request-failed', id, ...at, ...traceOf(error) }));
  return id;
}

function traceOf(error: unknown): { name: string; code: string | null; frames: string[] } {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (!(cause instanceof Error)) return { name: typeof cause, code: null, frames: [] };
  const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : null;
  // The stack begins with the message, which may span lines; frames are told by their form.
  const frames = (cause.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return { name: cause.name, code, frames: frames.slice(0, 8).map((frame) => frame.trim()) };
}
