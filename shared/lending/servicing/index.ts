/**
 * The door of servicing: what happens to a loan after it was made. A state goes in and the next one comes out; nothing is
 * changed in place. Amounts in a state are minor units on bigint, days are day numbers (`epochDay`).
 */
export {
  eventSchema,
  servicingTermsSchema,
  type ServicingEvent,
  type ServicingEventInput,
  type ServicingTermsInput,
} from './schemas.ts';
export { servicingTerms, type ServicingTerms } from './terms.ts';
export { termsOfPlan } from './terms-of-plan.ts';
export type { ProductSettings } from './product-settings.ts';
export { CONSUMPTION_SETTINGS } from './consumption-settings.ts';

export { advance, enter, openLoan } from './servicing.ts';
export { freeze } from './frozen/freeze.ts';
export { thaw } from './frozen/thaw.ts';
export { frozenStateSchema, type FrozenState } from './frozen/frozen-state.ts';
export type { Charge, Entry, LoanState, Transaction, Variation } from './state.ts';
export { outstanding, outstandingOf, type Row } from './rows/row.ts';
export { COMPONENTS, sumOf, total, type Component, type Portions } from './amounts.ts';
export type { TransactionKind } from './kinds.ts';

export { whyNotServed } from './served.ts';
export { payOffQuote } from './pay-off.ts';
export { standingOf, type Standing } from './standing-of.ts';
export { bucketOf, categoryOf } from './delinquency/lateness.ts';
export type { LoanStatus, OverdueBucket, RiskCategory } from './standing.ts';
export { earnedTill, type Earned } from './earned-till.ts';
export { forecast, type ForecastDay } from './forecast.ts';
export { journalOf, type JournalLine } from './journal/journal.ts';
export type { AccountKey } from './journal/accounts.ts';
