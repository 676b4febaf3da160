/** One slip, from the look before it to what can be said of it (the sequence of protocols 3.3). */
import type { Row } from './row.ts';
import { answerCame, lost, withSlip } from './row.ts';
import type { Effect, OpenFacts, SignalOf, StateOf, Step } from './state.ts';
import {
  LOOK_EVERY_MS,
  PIECE_LIMIT_MS,
  SILENT,
  TAKES_NOTHING,
  afterLastPiece,
  askProof,
  drop,
  factsOf,
  failed,
  look,
  settle,
  to,
  toClosed,
  toIdle,
  toldStatus,
  withFindings,
} from './steps.ts';
import { forbidsPrinting } from './status.ts';

export const checking: Row<'checking'> = {
  ...withSlip,
  stop: (state) => (isProven(state) ? toClosed(state, settle({ kind: 'printed' })) : withSlip.stop(state)),
  lost: (state, signal) =>
    isProven(state) ? lost(state, signal, settle({ kind: 'printed' })) : withSlip.lost(state, signal),
  found: (state, { findings }) => {
    if (findings === null) return state.when === 'before' ? silentBefore(state) : silentAfter(state);
    const { facts, effects } = withFindings(state, findings);
    if (state.when === 'after-id') return toIdle(facts, ...effects, settle({ kind: 'printed' }));
    if (forbidsPrinting(facts.status)) return toIdle(facts, ...effects, settle(failed(facts.status, null)));
    switch (state.when) {
      case 'before':
        return begin(facts, ...effects);
      case 'after-paper':
        return toIdle(facts, ...effects, settle({ kind: 'printed' }));
      case 'after-part':
        return drop(facts, TAKES_NOTHING, ...effects, settle(failed(facts.status, TAKES_NOTHING)));
    }
  },
};

function silentBefore(state: StateOf<'checking'>): Step {
  if (state.tongue === 'mute') return begin(state);
  return drop(state, SILENT, settle(failed(state.status, SILENT)));
}

function silentAfter(state: StateOf<'checking'>): Step {
  if (isProven(state)) return toIdle(state, settle({ kind: 'printed' }));
  return drop(state, TAKES_NOTHING, settle(failed(state.status, TAKES_NOTHING)));
}

/** A proof that came holds, though the printer has fallen silent or gone since. */
function isProven({ when }: StateOf<'checking'>): boolean {
  return when === 'after-id' || when === 'after-paper';
}

function begin(facts: OpenFacts, ...effects: Effect[]): Step {
  const qr = facts.hasProof ? 'native' : 'raster';
  return to({ at: 'printing', ...factsOf(facts), piecesLeft: 0, isSending: false }, ...effects, {
    do: 'begin-slip',
    qr,
    tellsChanges: facts.tellsChanges,
  });
}

export const printing: Row<'printing'> = {
  ...withSlip,
  encoded: (state, { pieces }) =>
    to({ ...state, piecesLeft: pieces, isSending: true }, { do: 'send-piece' }, pieceLimit),
  drained: (state) => {
    const piecesLeft = state.piecesLeft - 1;
    if (piecesLeft <= 0) return afterLastPiece(factsOf(state));
    const after = { ...state, piecesLeft, isSending: !state.isHeld };
    return state.isHeld ? to(after) : to(after, { do: 'send-piece' }, pieceLimit);
  },
  released: (state) => {
    const after = { ...state, isHeld: false };
    return state.isSending ? to(after) : to({ ...after, isSending: true }, { do: 'send-piece' }, pieceLimit);
  },
  told: giveUpIfForbidden,
  waited: (state) => {
    if (state.tongue === 'mute') return drop(state, TAKES_NOTHING, settle(failed(state.status, TAKES_NOTHING)));
    return to({ at: 'checking', ...factsOf(state), when: 'after-part' }, look(state));
  },
};

const pieceLimit = { do: 'wait', ms: PIECE_LIMIT_MS } as const;

export const proving: Row<'proving'> = {
  ...withSlip,
  told: giveUpIfForbidden,
  proved: (state, { isOurs }) => {
    const after = { ...state, hasProof: true };
    return isOurs ? proven(after, 'after-id') : to(after);
  },
  'paper-answered': (state) => {
    const after = { ...state, owed: answerCame(state) };
    return state.proof === 'paper' && after.owed === 0 ? proven(after, 'after-paper') : to(after);
  },
  waited: (state) => to({ ...state, isLooking: true }, look(state)),
  found: (state, { findings }) => {
    const { facts, effects } =
      findings === null ? { facts: factsOf(state), effects: [] } : withFindings(state, findings);
    if (findings !== null && forbidsPrinting(facts.status))
      return toIdle(facts, ...effects, settle(failed(facts.status, null)));
    const looksLeft = state.looksLeft - 1;
    if (looksLeft > 0) {
      const waiting = { ...state, ...facts, looksLeft, isLooking: false };
      return to(waiting, ...effects, { do: 'wait', ms: LOOK_EVERY_MS });
    }
    if (findings === null) return drop(facts, SILENT, settle(failed(facts.status, SILENT)));
    // It is well and knows nothing of this proof.
    if (state.proof === 'id') return askProof({ ...facts, hasProof: false }, 'paper');
    return toIdle({ ...facts, owed: 0 }, ...effects, settle({ kind: 'sent' }));
  },
};

/** A look that is under way serves as the one after the slip. */
function proven(state: StateOf<'proving'>, when: 'after-id' | 'after-paper'): Step {
  const next = { at: 'checking', ...factsOf(state), when } as const;
  return state.isLooking ? to(next) : to(next, look(state));
}

function giveUpIfForbidden(state: StateOf<'printing' | 'proving'>, { status }: SignalOf<'told'>): Step {
  const { facts, effects } = toldStatus(state, status);
  if (!forbidsPrinting(status)) return to({ ...state, ...facts }, ...effects);
  return toIdle(facts, ...effects, settle(failed(status, null)));
}
