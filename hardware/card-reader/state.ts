/**
 * The life of a card reader (protocols 1.5):
 *
 *   closed → opening → probing ─→ resting ⇄ idle → selecting → reading → card-present ─→ idle
 *                                    ↑        ↑                              │
 *                                    └────────┴─────── resetting ←───────────┘ (reread, faults)
 *
 * A lost link leads from every open state back to `opening`, `stop` from everywhere to `closed`.
 * `asking` is true while a command is outstanding; a wish that comes meanwhile is kept in `wants`,
 * since the module takes one command at a time.
 */
import type { CommandName } from '../sdt/commands.ts';
import type { Status } from '../sdt/status.ts';
import type { LinkError } from '../transport/transport.ts';
import type { CardReaderEvent } from './events.ts';

export type Wants = 'rest' | 'wake' | 'reread';

export interface OpenFacts {
  readonly wants: Wants;
  readonly samId: string | null;
  /** Commands in a row that got no answer. */
  readonly silences: number;
  /** Reads in a row that failed. */
  readonly failedReads: number;
}

export interface StateData {
  readonly closed: { readonly wants: Wants };
  readonly opening: { readonly wants: Wants };
  readonly probing: {
    readonly wants: Wants;
    readonly step: 'settling' | 'status' | 'identity';
    readonly ratesLeft: readonly number[];
    readonly identityTriesLeft: number;
  };
  readonly resting: OpenFacts & { readonly asking: boolean };
  readonly idle: OpenFacts & { readonly asking: boolean };
  readonly selecting: OpenFacts;
  readonly reading: OpenFacts;
  /** `reported` is false if the card was read while nobody wanted it any more. */
  readonly 'card-present': OpenFacts & { readonly asking: boolean; readonly reported: boolean };
  readonly resetting: OpenFacts & { readonly asking: boolean };
}

export interface SignalData {
  readonly start: object;
  readonly stop: object;
  readonly opened: { readonly settleMs: number; readonly rates: readonly number[] };
  readonly lost: { readonly reason: LinkError; readonly isNews: boolean };
  readonly wake: object;
  readonly rest: object;
  readonly reread: object;
  readonly answered: { readonly status: Status; readonly data: Uint8Array };
  readonly unanswered: { readonly noiseBytes: number };
  readonly waited: object;
}

export type StateName = keyof StateData;
export type SignalName = keyof SignalData;
export type StateOf<S extends StateName> = { [K in S]: { readonly at: K } & StateData[K] }[S];
export type SignalOf<E extends SignalName> = { [K in E]: { readonly kind: K } & SignalData[K] }[E];
export type ReaderState = StateOf<StateName>;
export type ReaderSignal = SignalOf<SignalName>;

export type Effect =
  | { readonly do: 'open-link' }
  | { readonly do: 'close-link' }
  /** Gives the link up; a `lost` signal follows. */
  | { readonly do: 'drop-link'; readonly reason: LinkError }
  /** The device has answered: the outage is over. */
  | { readonly do: 'confirm-link' }
  | { readonly do: 'set-baud'; readonly baud: number }
  /** `answered` or `unanswered` follows. */
  | { readonly do: 'send'; readonly command: CommandName }
  /** `waited` follows, unless a `send` or another `wait` comes first. */
  | { readonly do: 'wait'; readonly ms: number }
  | { readonly do: 'tell'; readonly event: CardReaderEvent };

/** Refused: the signal cannot come in this state, so the caller is mistaken. */
export type Step =
  | { readonly ok: true; readonly state: ReaderState; readonly effects: readonly Effect[] }
  | { readonly ok: false; readonly code: 'impossible-signal' };
