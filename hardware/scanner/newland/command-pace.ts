/** Newland's scanners want a rest between commands and take their time to answer (protocols 2.3). Pure. */
import { earliest } from '../speaker.ts';

const REST_MS = 50;
const REPLY_LIMIT_MS = 5000;
/** More than this waiting means that nobody waits for what they do. */
const WAITING_MAX = 8;

export interface CommandPace {
  /** False where too many wait already. */
  add(command: Uint8Array): boolean;
  /** The command whose turn it is, once. */
  next(nowMs: number): Uint8Array | null;
  /** A reply has come: it answers the oldest command. */
  answered(): void;
  /** How many commands have stayed without an answer since the last call. */
  takeSilent(nowMs: number): number;
  dueAtMs(): number | null;
}

export function createCommandPace(): CommandPace {
  const waiting: Uint8Array[] = [];
  /** Limits of the commands that are not answered yet, the oldest first. */
  let limitsMs: number[] = [];
  let restsUntilMs = -Infinity;

  return {
    add: (command) => {
      if (waiting.length >= WAITING_MAX) return false;
      waiting.push(command);
      return true;
    },
    next: (nowMs) => {
      if (nowMs < restsUntilMs) return null;
      const command = waiting.shift() ?? null;
      if (command !== null) {
        restsUntilMs = nowMs + REST_MS;
        limitsMs.push(nowMs + REPLY_LIMIT_MS);
      }
      return command;
    },
    answered: () => {
      limitsMs = limitsMs.slice(1);
    },
    takeSilent: (nowMs) => {
      const before = limitsMs.length;
      limitsMs = limitsMs.filter((limitMs) => limitMs > nowMs);
      return before - limitsMs.length;
    },
    dueAtMs: () => earliest(waiting.length > 0 ? restsUntilMs : null, limitsMs[0] ?? null),
  };
}
