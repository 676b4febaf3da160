/** Somebody came to repay: which loan it is, and how much of it. Nothing is known of the person but four digits. */
import type { Refusal } from '#shared/refusals/refusal.ts';
import { referenceSchema } from '#shared/wire/repayments.ts';
import { repaymentOffers } from '../repay-choices.ts';
import type { FoundLoan, StageOf } from '../stages.ts';
import { notAllowed, sayCode, to, toWithNotice, unchanged, type AnyTurn, type Row, type Step } from '../step.ts';
import { toIdle, whileRepaying } from './everywhere.ts';

type Find = StageOf<'repay-find'>;

/** The first question, or with a reference in hand the second. */
export function findFor(reference: string): Find {
  const asks = reference === '' ? 'reference' : 'phone';
  return { at: 'repay-find', asks, reference, phoneLast4: '', pending: null };
}

export const repayFind: Row<'repay-find'> = {
  ...whileRepaying,
  'reference-scanned': (turn) => {
    const { stage, event } = turn;
    if (stage.pending) return unchanged(turn);
    // The same code often comes twice in a row from one trigger pull.
    if (stage.asks === 'phone' && stage.reference === event.reference) return unchanged(turn);
    return to(turn, findFor(event.reference));
  },
  // An order has a text, any other code none; see device-events.ts.
  'code-scanned': (turn) =>
    turn.event.text === '' ? sayCode(turn, 'scan-has-no-reference') : whileRepaying['code-scanned'](turn),
  'enter-reference': (turn) => {
    const { stage, event } = turn;
    if (stage.asks !== 'reference') return notAllowed(turn);
    const reference = event.reference.trim().toUpperCase();
    if (!referenceSchema.safeParse(reference).success) return sayCode(turn, 'repayment-not-found');
    return to(turn, { ...stage, reference, asks: 'phone' });
  },
  'enter-phone-last4': (turn) => {
    const { stage, event } = turn;
    if (stage.asks !== 'phone') return notAllowed(turn);
    if (stage.pending) return unchanged(turn);
    const phoneLast4 = event.digits.trim();
    if (!/^\d{4}$/.test(phoneLast4)) return sayCode(turn, 'repayment-not-found');
    const pending = find(turn);
    const { reference } = stage;
    const search = { do: 'find-repayment', ask: pending.ask, reference, phoneLast4 } as const;
    return to(turn, { ...stage, phoneLast4, pending }, search);
  },
  'repayment-found': (turn) => {
    const { stage, event } = turn;
    if (stage.pending?.ask !== event.ask) return unchanged(turn);
    if (!event.result.ok) return toWithNotice(turn, { ...stage, pending: null }, event.result.refusal);
    return to(turn, { at: 'repay-choose', loan: event.result.value, phoneLast4: stage.phoneLast4, pending: null });
  },
  back: (turn) => {
    const { stage } = turn;
    return stage.asks === 'reference' ? toIdle(turn) : to(turn, { ...stage, asks: 'reference', pending: null });
  },
};

export const repayChoose: Row<'repay-choose'> = {
  ...whileRepaying,
  'choose-repayment': (turn) => {
    const { stage, event, facts } = turn;
    if (stage.pending) return unchanged(turn);
    const { loan, phoneLast4 } = stage;
    const offer = repaymentOffers(loan).find(({ choice }) => choice === event.choice);
    if (!offer) return notAllowed(turn);
    if (!facts.online) return sayCode(turn, 'offline');
    return to(turn, { at: 'repay-pay', repaying: { loan, phoneLast4, repaymentId: facts.freshId, ...offer } });
  },
  'repayment-found': (turn) => {
    const { stage, event, session } = turn;
    if (stage.pending?.ask !== event.ask) return unchanged(turn);
    const { phoneLast4 } = stage;
    if (!event.result.ok) {
      const again: Find = { ...findFor(stage.loan.reference), phoneLast4 };
      return toWithNotice(turn, again, event.result.refusal);
    }
    // Why the amounts are other ones than a moment ago stays on the screen with them.
    const step = to(turn, { at: 'repay-choose', loan: event.result.value, phoneLast4, pending: null });
    return { ...step, session: { ...step.session, notice: session.notice } };
  },
  back: (turn) => {
    const { loan, phoneLast4 } = turn.stage;
    return to(turn, { ...findFor(loan.reference), phoneLast4 });
  },
};

/** The loan has changed since it was shown: it is asked for again, and nothing is chosen any more. */
export function findAgain(turn: AnyTurn, { loan, phoneLast4 }: FoundLoan, why: Refusal): Step {
  const pending = find(turn);
  const search = { do: 'find-repayment', ask: pending.ask, reference: loan.reference, phoneLast4 } as const;
  return toWithNotice(turn, { at: 'repay-choose', loan, phoneLast4, pending }, why, search);
}

function find({ facts }: AnyTurn): NonNullable<Find['pending']> {
  return { ask: facts.freshId, what: 'find' };
}
