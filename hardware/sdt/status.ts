/** Status codes of the module, SW3 (GA/T 467; protocols 1.4), with what each asks of the driver. */

export type StatusName =
  | 'success'
  | 'card-found'
  | 'nothing-stored'
  | 'no-card'
  | 'command-checksum'
  | 'command-length'
  | 'wrong-order'
  | 'beyond-authority'
  | 'unrecognised-error'
  | 'card-rejects-module'
  | 'module-rejects-card'
  | 'data-check-failed'
  | 'unknown-card-type'
  | 'card-read-failed'
  | 'random-number-failed'
  | 'select-failed'
  | 'self-test-failed'
  | 'not-authorised'
  | 'unknown-status';

/**
 * `go-on`: the command did its work. `repeat`: send the same once more. `find-again`: start over at
 * the search for a card. `reset`: reset the module first. `service`: the module is of no use.
 */
export type Reaction = 'go-on' | 'repeat' | 'find-again' | 'reset' | 'service';

export interface Status {
  readonly name: StatusName;
  readonly reaction: Reaction;
}

const STATUSES: ReadonlyMap<number, Status> = new Map([
  [0x90, { name: 'success', reaction: 'go-on' }],
  [0x9f, { name: 'card-found', reaction: 'go-on' }],
  [0x91, { name: 'nothing-stored', reaction: 'go-on' }],
  [0x80, { name: 'no-card', reaction: 'find-again' }],
  [0x10, { name: 'command-checksum', reaction: 'repeat' }],
  [0x11, { name: 'command-length', reaction: 'repeat' }],
  [0x21, { name: 'wrong-order', reaction: 'find-again' }],
  [0x23, { name: 'beyond-authority', reaction: 'find-again' }],
  [0x24, { name: 'unrecognised-error', reaction: 'reset' }],
  [0x31, { name: 'card-rejects-module', reaction: 'find-again' }],
  [0x32, { name: 'module-rejects-card', reaction: 'find-again' }],
  [0x33, { name: 'data-check-failed', reaction: 'find-again' }],
  [0x40, { name: 'unknown-card-type', reaction: 'find-again' }],
  [0x41, { name: 'card-read-failed', reaction: 'find-again' }],
  [0x47, { name: 'random-number-failed', reaction: 'find-again' }],
  [0x81, { name: 'select-failed', reaction: 'find-again' }],
  [0x60, { name: 'self-test-failed', reaction: 'service' }],
  [0x66, { name: 'not-authorised', reaction: 'service' }],
] satisfies [number, Status][]);

/** A status that no list knows means: start over, as after a failed command. */
export function statusOf(sw3: number): Status {
  return STATUSES.get(sw3) ?? { name: 'unknown-status', reaction: 'find-again' };
}

const MODULE_TROUBLES: readonly StatusName[] = [
  'beyond-authority',
  'unrecognised-error',
  'self-test-failed',
  'not-authorised',
  'unknown-status',
];

/** Trouble of the module's own, not of a card, of a hand that was too quick, or of the line. */
export function isModuleTrouble({ name }: Status): boolean {
  return MODULE_TROUBLES.includes(name);
}
