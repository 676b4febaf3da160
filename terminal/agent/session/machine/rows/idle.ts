/** Nobody is there. A scanned order begins a session, a scanned slip a repayment; a wrong code is said on the idle screen. */
import { fen } from '#shared/money/fen.ts';
import { refuse, type Result } from '#shared/refusals/refusal.ts';
import type { OrderCodePayload } from '#shared/wire/order-code.ts';
import type { OrderView } from '#shared/wire/terminal.ts';
import { openDraft } from '../draft.ts';
import { freshSession, type StageOf } from '../stages.ts';
import {
  notAllowed,
  progress,
  say,
  sayCode,
  to,
  toWithNotice,
  unchanged,
  type AnyTurn,
  type Row,
  type Step,
} from '../step.ts';
import { everywhere } from './everywhere.ts';
import { findFor } from './repay-find.ts';

const empty = { at: 'idle', opening: null } as const;

export const idle: Row<'idle'> = {
  ...everywhere,
  'code-scanned': (turn) => {
    const { event, facts, stage } = turn;
    // The same code often comes twice in a row from one trigger pull.
    if (stage.opening?.text === event.text) return unchanged(turn);
    if (!event.reading.ok) return say(turn, event.reading.refusal, empty);
    const payload = event.reading.value;
    if (!facts.online) return begin(turn, event.text, orderFromCode(payload), true);
    const opening = { ask: facts.freshId, text: event.text, payload };
    return to(turn, { at: 'idle', opening }, { do: 'look-up-order', ask: opening.ask, code: event.text });
  },
  'order-answered': (turn) => {
    const { event, stage } = turn;
    if (stage.opening?.ask !== event.ask) return unchanged(turn);
    const { text, payload } = stage.opening;
    if (!event.result.ok) {
      const { code } = event.result.refusal;
      // The code proves itself, so a server that cannot answer does not stop a sale.
      if (code === 'offline' || code === 'server-fault') return begin(turn, text, orderFromCode(payload), true);
      return toWithNotice(turn, empty, event.result.refusal);
    }
    if (event.result.value.orderId !== payload.orderId)
      return toWithNotice(turn, empty, refuse('order-not-found').refusal);
    return begin(turn, text, { ok: true, value: event.result.value }, false);
  },
  'payment-code-scanned': (turn) => say(turn, refuse('scan-is-payment-code').refusal, empty),
  'reference-scanned': (turn) => repay(turn, turn.event.reference),
  repay: (turn) => repay(turn, ''),
  // Whoever walked away in the middle of choosing a language leaves a fresh screen to the next.
  timeout: (turn) =>
    turn.stage.opening ? notAllowed(turn) : { ...unchanged(turn), session: freshSession(turn.facts.now) },
  cancel: (turn) => ({ ...unchanged(turn), session: freshSession(turn.facts.now) }),
};

/** Money is taken with a line or not at all. */
function repay(turn: AnyTurn & { readonly stage: StageOf<'idle'> }, reference: string): Step {
  if (turn.stage.opening) return unchanged(turn);
  return turn.facts.online ? to(turn, findFor(reference)) : sayCode(turn, 'offline');
}

function begin(turn: AnyTurn, orderCode: string, order: Result<OrderView>, fromCodeOnly: boolean): Step {
  if (!order.ok) return toWithNotice(turn, empty, order.refusal);
  const sessionId = turn.facts.freshId;
  const draft = openDraft({ sessionId, order: order.value, orderCode, fromCodeOnly });
  return to(turn, { at: 'order', draft }, progress({ orderId: order.value.orderId, sessionId }, 'order'));
}

/** The order as its code alone tells it: everything but the lines. */
function orderFromCode(payload: OrderCodePayload): Result<OrderView> {
  const principal = payload.priceFen - payload.downPaymentFen;
  if (principal <= 0) return refuse('down-payment-too-high');
  const { orderId, merchant, store, summary, priceFen, downPaymentFen, expiresAt } = payload;
  return {
    ok: true,
    value: {
      orderId,
      merchant,
      store,
      summary,
      lines: [],
      priceFen,
      downPaymentFen,
      principalFen: fen(principal),
      expiresAt,
    },
  };
}
