import { setTimeout as pause } from 'node:timers/promises';

const EVERY_MS = 50;

/** Looks again and again until there is an answer: for facts that no event announces to a test. */
export async function until<T>(what: string, look: () => Promise<T | undefined>, withinMs = 20_000): Promise<T> {
  const end = Date.now() + withinMs;
  for (;;) {
    const seen = await look();
    if (seen !== undefined) return seen;
    if (Date.now() > end) throw new Error(`Waited in vain for ${what}.`);
    await pause(EVERY_MS);
  }
}
