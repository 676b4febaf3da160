/** What is fuzzed: something that takes bytes from outside, behind one small face. */
import type { Dice } from './dice.ts';

export interface Subject {
  readonly name: string;
  /** `stream`: bytes arrive cut anywhere. `whole`: every arrival is one whole input (a report, a record, a text). */
  readonly input: 'stream' | 'whole';
  /** Messages as they should be; what is fed are these, bent, and noise. At least one. */
  readonly samples: readonly Uint8Array[];
  /** Makes up another message, where a list of them is not enough. */
  readonly invent?: (dice: Dice) => Uint8Array;
  /** Called once; everything is fed to what it returns. It may throw where a promise of the parser is broken. */
  readonly create: () => Fed;
}

export interface Fed {
  /** Says how many messages came of these bytes. */
  push(bytes: Uint8Array, moment: Moment): number | Promise<number>;
  /** Nothing has come for a while. */
  quiet?(moment: Moment): number | Promise<number>;
}

export interface Moment {
  readonly nowMs: number;
  /** 0 to 65535: whatever a subject decides by chance it decides by this, so that it is the same when repeated. */
  readonly whim: number;
}

/** What happens to a subject, step by step. */
export type Action =
  | { readonly do: 'push'; readonly bytes: Uint8Array; readonly whim: number }
  | { readonly do: 'quiet'; readonly ms: number; readonly whim: number };
