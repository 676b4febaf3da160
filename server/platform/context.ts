import { v7 } from 'uuid';
import type { Database } from './database.ts';
import type { Secrets } from './secrets.ts';

/** What every use case is given; built once, in main. Tests give their own clock and ids. */
export interface Platform {
  db: Database;
  secrets: Secrets;
  /** Milliseconds since the epoch, UTC. */
  now: () => number;
  /** A new UUIDv7. */
  newId: () => string;
}

export const systemClock = (): number => Date.now();
export const newUuid = (): string => v7();
