import type { CalendarDate } from '../../../calendar/date.ts';
import type { Fen } from '../../../money/fen.ts';
import { formatUnits } from '../../exact/decimal.ts';
import { CONSUMPTION_SETTINGS } from '../consumption-settings.ts';
import type { ProductSettings } from '../product-settings.ts';
import { eventSchema, servicingTermsSchema, type ServicingEventInput } from '../schemas.ts';
import { enter, openLoan } from '../servicing.ts';
import type { LoanState } from '../state.ts';
import { servicingTerms } from '../terms.ts';
import { termsOfPlan } from '../terms-of-plan.ts';

/** A loan as our counters make it, for tests. */
export interface PosContract {
  readonly principalFen: Fen;
  readonly annualRateBps: number;
  readonly terms: number;
  readonly startOn: CalendarDate;
}

/** Approved and paid out on the day of the contract. */
export function openPosLoan(contract: PosContract, settings: ProductSettings = CONSUMPTION_SETTINGS): LoanState {
  const { principalFen, startOn } = contract;
  const terms = servicingTerms(servicingTermsSchema.parse(termsOfPlan(contract, startOn, settings)));
  if (!terms.ok) throw new Error(terms.refusal.detail);
  const amount = formatUnits(BigInt(principalFen), 2);
  return entered(openLoan(terms.value), [
    { type: 'approve', on: startOn, amount, expectedDisbursement: startOn },
    { type: 'disburse', on: startOn, amount },
  ]);
}

export function entered(state: LoanState, events: readonly ServicingEventInput[]): LoanState {
  return events.reduce((loan, event) => enter(loan, eventSchema.parse(event)), state);
}
