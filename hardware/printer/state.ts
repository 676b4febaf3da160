/**
 * The life of a printer (protocols 3.3):
 *
 *   closed → opening → settling → asking ⇄ idle        asking: who are you, how are you; every few seconds
 *                                           │ a slip
 *                                           ▼
 *                        checking → printing → proving → checking → idle
 *                          (before)                       (after)
 *
 * A lost link leads from every open state back to `opening`, `stop` from everywhere to `closed`. A slip that was begun
 * ends in exactly one `settle`, and nothing begins it a second time.
 */
import type { LinkError } from '../transport/transport.ts';
import type { Findings, Tongue, Topic } from './inquiry.ts';
import type { PrintOutcome, PrinterEvent, PrinterStatus } from './printer.ts';

/** Survives an outage: a printer that has ever answered is not taken for one that cannot. */
export interface LastingFacts {
  readonly hasAnswered: boolean;
}

export interface OpenFacts extends LastingFacts {
  readonly tongue: Tongue;
  /** It answers GS ( H. */
  readonly hasProof: boolean;
  /** It answers GS a; others would print a letter instead. */
  readonly tellsChanges: boolean;
  /** As last told. */
  readonly status: PrinterStatus;
  /** Inquiries in a row that got no answer. */
  readonly silences: number;
  /** XOFF was the last word: the buffer is full. */
  readonly isHeld: boolean;
  /** Answers to GS r that have not come yet. After a paper end they come with the next roll, and prove nothing new. */
  readonly owed: number;
}

export interface StateData {
  readonly closed: LastingFacts;
  /** `reason`: why the last try failed; null before the first has ended. */
  readonly opening: LastingFacts & { readonly reason: LinkError | null };
  readonly settling: LastingFacts;
  /** `wished`: somebody waits for the answer. `who`: it is ready, and about to say who it is. */
  readonly asking: OpenFacts & { readonly why: 'first' | 'who' | 'poll' | 'wished' };
  readonly idle: OpenFacts;
  readonly checking: OpenFacts & { readonly when: 'before' | AfterPrinting };
  /** `isSending`: a piece is on its way to the printer. */
  readonly printing: OpenFacts & { readonly piecesLeft: number; readonly isSending: boolean };
  /** All is sent and `proof` asked for; in between the printer is asked how it is, as often as there are `looksLeft`. */
  readonly proving: OpenFacts & { readonly proof: Proof; readonly looksLeft: number; readonly isLooking: boolean };
}

/** GS ( H says that the slip is out, GS r that it was processed. */
export type Proof = 'id' | 'paper';
/** What is known when printing has ended; `after-part`: the printer stopped taking bytes. */
export type AfterPrinting = `after-${Proof}` | 'after-part';

export interface SignalData {
  readonly start: object;
  readonly stop: object;
  readonly opened: { readonly settleMs: number };
  readonly lost: { readonly reason: LinkError; readonly isNews: boolean };
  readonly waited: object;
  /** Null: no answer at all. */
  readonly found: { readonly findings: Findings | null };
  readonly introduced: { readonly hasProof: boolean };
  /** Automatic status. */
  readonly told: { readonly status: PrinterStatus };
  readonly held: object;
  readonly released: object;
  /** A piece has left for the printer. */
  readonly drained: object;
  /** GS ( H was answered. `isOurs`: with the id of this slip. */
  readonly proved: { readonly isOurs: boolean };
  /** GS r or ESC v was answered. */
  readonly 'paper-answered': object;
  /** Something waits in the queue. */
  readonly wanted: object;
  /** It is this printer's turn with the first of the queue; of a slip the bytes come later (`begin-slip`). */
  readonly job: { readonly what: 'slip' | 'status' };
  /** The slip in bytes. */
  readonly encoded: { readonly pieces: number };
}

export type StateName = keyof StateData;
export type SignalName = keyof SignalData;
export type StateOf<S extends StateName> = { [K in S]: { readonly at: K } & StateData[K] }[S];
export type SignalOf<E extends SignalName> = { [K in E]: { readonly kind: K } & SignalData[K] }[E];
export type PrinterState = StateOf<StateName>;
export type PrinterSignal = SignalOf<SignalName>;

export type Effect =
  | { readonly do: 'open-link' }
  | { readonly do: 'close-link' }
  /** Gives the link up; a `lost` signal follows. */
  | { readonly do: 'drop-link'; readonly reason: LinkError }
  /** The device has answered, or never does: the outage is over. */
  | { readonly do: 'confirm-link' }
  /** `found` follows, or `introduced` where the question is who it is. */
  | { readonly do: 'ask'; readonly topic: Topic; readonly tongue: Tongue }
  /** Initialises the printer, which ends its automatic status: `tellsChanges` begins it again. `encoded` follows at once. */
  | { readonly do: 'begin-slip'; readonly qr: 'native' | 'raster'; readonly tellsChanges: boolean }
  /** `drained` follows. */
  | { readonly do: 'send-piece' }
  | { readonly do: 'tell-changes' }
  | { readonly do: 'ask-proof'; readonly proof: Proof; readonly tongue: Tongue }
  /** `waited` follows, unless `ask` or another `wait` comes first. Ends an `ask` that is under way. */
  | { readonly do: 'wait'; readonly ms: number }
  /** `job` follows at once if something is in the queue. */
  | { readonly do: 'take-job' }
  /** The slip in hand is over. */
  | { readonly do: 'settle'; readonly outcome: PrintOutcome }
  /** To who wished to know. */
  | { readonly do: 'answer'; readonly status: PrinterStatus }
  /** Nothing in the queue can be begun. */
  | { readonly do: 'fail-waiting'; readonly reason: LinkError }
  | { readonly do: 'tell'; readonly event: PrinterEvent };

/** Refused: the signal cannot come in this state, so the caller is mistaken. */
export type Step =
  | { readonly ok: true; readonly state: PrinterState; readonly effects: readonly Effect[] }
  | { readonly ok: false; readonly code: 'impossible-signal' };
