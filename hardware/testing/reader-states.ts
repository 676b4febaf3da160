/** One state of every kind, one signal of every kind, and a short way to write what came of them. */
import type { ReaderSignal, ReaderState, SignalName, Step } from '../card-reader/state.ts';
import { statusOf } from '../sdt/status.ts';

export const facts = { wants: 'wake', samId: null, silences: 0, failedReads: 0 } as const;
export const asking = { ...facts, asking: true } as const;
const pausing = { ...facts, asking: false } as const;
export const settling = { wants: 'wake', step: 'settling', ratesLeft: [115200], identityTriesLeft: 3 } as const;

export const STATES: readonly (readonly [string, ReaderState])[] = [
  ['closed', { at: 'closed', wants: 'rest' }],
  ['opening', { at: 'opening', wants: 'wake' }],
  ['probing, settling', { at: 'probing', ...settling }],
  ['probing, status asked', { at: 'probing', ...settling, step: 'status' }],
  ['probing, identity asked', { at: 'probing', ...settling, step: 'identity' }],
  ['resting, pausing', { at: 'resting', ...pausing, wants: 'rest' }],
  ['resting, asking', { at: 'resting', ...asking, wants: 'rest' }],
  ['idle, pausing', { at: 'idle', ...pausing }],
  ['idle, asking', { at: 'idle', ...asking }],
  ['selecting', { at: 'selecting', ...facts }],
  ['reading', { at: 'reading', ...facts }],
  ['card-present, pausing', { at: 'card-present', ...pausing, reported: true }],
  ['card-present, asking', { at: 'card-present', ...asking, reported: true }],
  ['card-present unreported, pausing', { at: 'card-present', ...pausing, wants: 'rest', reported: false }],
  ['resetting, pausing', { at: 'resetting', ...pausing }],
  ['resetting, asking', { at: 'resetting', ...asking }],
];

export const answer = (sw3: number, data = new Uint8Array()): ReaderSignal => ({
  kind: 'answered',
  status: statusOf(sw3),
  data,
});
export const lostSignal: ReaderSignal = { kind: 'lost', reason: { code: 'lost', detail: '' }, isNews: true };
export const silence: ReaderSignal = { kind: 'unanswered', noiseBytes: 0 };

export const SIGNALS: Readonly<Record<SignalName, ReaderSignal>> = {
  start: { kind: 'start' },
  stop: { kind: 'stop' },
  opened: { kind: 'opened', settleMs: 0, rates: [115200] },
  lost: lostSignal,
  wake: { kind: 'wake' },
  rest: { kind: 'rest' },
  reread: { kind: 'reread' },
  answered: answer(0x90),
  unanswered: silence,
  waited: { kind: 'waited' },
};

export function short(step: Step): string {
  if (!step.ok) return 'impossible';
  const effects = step.effects.map((effect) => {
    if (effect.do === 'send') return effect.command;
    return effect.do === 'tell' ? `tell ${effect.event.kind}` : effect.do;
  });
  return [step.state.at, ...effects].join(' + ');
}

// One line per state, in the order of the signals above. `·` is impossible.
