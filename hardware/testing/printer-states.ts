/** One state of every kind, one signal of every kind, and a short way to write what came of them. */
import type { PrinterStatus } from '../printer/printer.ts';
import type { OpenFacts, PrinterSignal, PrinterState, SignalName, Step } from '../printer/state.ts';

const WELL: PrinterStatus = { answers: true, troubles: [], drawerPinHigh: false };
export const PAPER_END: PrinterStatus = { answers: true, troubles: ['paper-end', 'offline'], drawerPinHigh: false };

/** A clone: it answers DLE EOT and GS r. */
export const facts: OpenFacts = {
  hasAnswered: true,
  tongue: 'real-time',
  hasProof: false,
  tellsChanges: false,
  status: WELL,
  silences: 0,
  isHeld: false,
  owed: 0,
};
export const good: OpenFacts = { ...facts, hasProof: true, tellsChanges: true };
export const mute: OpenFacts = { ...facts, hasAnswered: false, tongue: 'mute', status: { answers: false } };
const unasked = { ...mute, hasAnswered: true };
const refused = { code: 'refused', detail: '' } as const;

export const STATES: readonly (readonly [string, PrinterState])[] = [
  ['closed', { at: 'closed', hasAnswered: false }],
  ['opening, first try', { at: 'opening', hasAnswered: false, reason: null }],
  ['opening again', { at: 'opening', hasAnswered: true, reason: refused }],
  ['settling', { at: 'settling', hasAnswered: true }],
  ['asking first', { at: 'asking', ...unasked, why: 'first' }],
  ['asking who', { at: 'asking', ...facts, why: 'who' }],
  ['asking a poll', { at: 'asking', ...facts, why: 'poll' }],
  ['asking a poll, third silence', { at: 'asking', ...facts, silences: 2, why: 'poll' }],
  ['asking as wished', { at: 'asking', ...facts, why: 'wished' }],
  ['idle', { at: 'idle', ...facts }],
  ['idle, mute', { at: 'idle', ...mute }],
  ['checking before', { at: 'checking', ...facts, when: 'before' }],
  ['checking before, mute', { at: 'checking', ...mute, when: 'before' }],
  ['checking after a proof', { at: 'checking', ...good, when: 'after-id' }],
  ['checking after paper', { at: 'checking', ...facts, when: 'after-paper' }],
  ['checking after a part', { at: 'checking', ...facts, when: 'after-part' }],
  ['printing', { at: 'printing', ...facts, piecesLeft: 2, isSending: true }],
  ['printing, last piece', { at: 'printing', ...good, piecesLeft: 1, isSending: true }],
  ['printing, held', { at: 'printing', ...facts, piecesLeft: 2, isHeld: true, isSending: false }],
  ['printing, mute, last piece', { at: 'printing', ...mute, piecesLeft: 1, isSending: true }],
  ['proving by id', { at: 'proving', ...good, proof: 'id', looksLeft: 2, isLooking: false }],
  ['proving by id, last look', { at: 'proving', ...good, proof: 'id', looksLeft: 1, isLooking: true }],
  ['proving by paper', { at: 'proving', ...facts, proof: 'paper', owed: 1, looksLeft: 2, isLooking: true }],
  ['proving by paper, one owed', { at: 'proving', ...facts, proof: 'paper', owed: 2, looksLeft: 2, isLooking: false }],
  ['proving by paper, last look', { at: 'proving', ...facts, proof: 'paper', owed: 1, looksLeft: 1, isLooking: true }],
];

const found = (status: PrinterStatus): PrinterSignal => ({
  kind: 'found',
  findings: { tongue: 'real-time', status },
});

/** By kind, some of them twice: what they say makes the difference. */
export const SIGNALS: readonly (readonly [string, PrinterSignal])[] = [
  ['start', { kind: 'start' }],
  ['stop', { kind: 'stop' }],
  ['opened', { kind: 'opened', settleMs: 0 }],
  ['lost', { kind: 'lost', reason: refused, isNews: true }],
  ['waited', { kind: 'waited' }],
  ['found well', found(WELL)],
  ['found paper end', found(PAPER_END)],
  ['found silent', { kind: 'found', findings: null }],
  ['introduced', { kind: 'introduced', hasProof: true }],
  ['told paper end', { kind: 'told', status: PAPER_END }],
  ['held', { kind: 'held' }],
  ['released', { kind: 'released' }],
  ['drained', { kind: 'drained' }],
  ['proved', { kind: 'proved', isOurs: true }],
  ['paper answered', { kind: 'paper-answered' }],
  ['wanted', { kind: 'wanted' }],
  ['job', { kind: 'job', what: 'slip' }],
  ['encoded', { kind: 'encoded', pieces: 3 }],
];

export const KINDS: Readonly<Record<SignalName, true>> = {
  start: true, stop: true, opened: true, lost: true, waited: true, found: true, introduced: true, told: true, held: true, released: true,
  drained: true, proved: true, 'paper-answered': true, wanted: true, job: true, encoded: true,
}; // prettier-ignore

export function short(step: Step): string {
  if (!step.ok) return 'impossible';
  const effects = step.effects.map((effect) => {
    switch (effect.do) {
      case 'settle':
        return effect.outcome.kind === 'failed' && effect.outcome.link !== null
          ? `failed ${effect.outcome.link.code}`
          : effect.outcome.kind;
      case 'tell':
        return `tell ${effect.event.kind}`;
      case 'ask-proof':
        return `ask ${effect.proof}`;
      case 'begin-slip':
        return `begin ${effect.qr}`;
      default:
        return effect.do;
    }
  });
  return [step.state.at, ...effects].join(' + ');
}
