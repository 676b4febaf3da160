/** A slip on paper, from the screens that have one. Whatever becomes of it, nothing else depends on it. */
import { shanghaiDate } from '#shared/calendar/date.ts';
import { maskPhone } from '#shared/identity/phone.ts';
import type { Language } from '#shared/messages/language.ts';
import { refuse } from '#shared/refusals/refusal.ts';
import type { Slip } from '#shared/slip/document.ts';
import { printRefusal } from '../../../slips/print-refusal.ts';
import { savedSlip } from '../../../slips/saved.ts';
import type { EventOf } from '../events.ts';
import { NOT_PRINTED, type Filed, type Printing, type StageOf } from '../stages.ts';
import { sayCode, to, unchanged, type AnyTurn, type Step } from '../step.ts';

export type WithSlip = StageOf<'receipt' | 'saved-offline' | 'repay-done'>;

export function print(turn: AnyTurn, stage: WithSlip, slip: Slip): Step {
  const { facts } = turn;
  if (facts.paperWidthMm === null) return sayCode(turn, 'device-not-assigned');
  // Pressed twice: it is one slip.
  if (stage.printing.state === 'printing') return unchanged(turn);
  const ask = facts.freshId;
  const step = withPrinting(turn, stage, { state: 'printing', ask });
  return { ...step, effects: [{ do: 'print-slip', ask, slip }] };
}

export function printed(turn: AnyTurn, stage: WithSlip, { ask, outcome }: EventOf<'slip-printed'>): Step {
  if (stage.printing.state !== 'printing' || stage.printing.ask !== ask) return unchanged(turn);
  if (outcome.kind !== 'failed') return withPrinting(turn, stage, { state: outcome.kind });
  return withPrinting(turn, stage, { state: 'failed', ...refuse(printRefusal(outcome)) });
}

/** The notice stays: it may be about the application, and a slip answers for nothing but itself. */
function withPrinting(turn: AnyTurn, stage: WithSlip, printing: Printing): Step {
  const step = unchanged(turn);
  return { ...step, session: { ...step.session, stage: { ...stage, printing }, activeAt: turn.facts.now } };
}

export function savedSlipOf({ filed }: StageOf<'saved-offline'>, now: number, language: Language): Slip {
  const { order, reference, phone, phoneVerified } = filed;
  const saved = { order, reference, savedOn: shanghaiDate(now), phoneMasked: maskPhone(phone), phoneVerified };
  return savedSlip(saved, language);
}

/** The line went while it was being decided. */
export function savedInstead(turn: AnyTurn, filed: Filed): Step {
  return to(turn, { at: 'saved-offline', filed, printing: NOT_PRINTED }, { do: 'unwatch' });
}
