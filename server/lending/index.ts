/** The door of lending: offers, contracts, loans, and what is owed to the merchants. */
export { businessDay } from './close/business-day.ts';
export { closeDueDays } from './close/run.ts';
export { seedLenders } from './seed.ts';
export { contractFile } from './service/contract-file.ts';
export { expireOffers, lenderFor, makeOffer, offerOf, receiptOf, type ChosenLender } from './service/offer.ts';
export { makeFindLimit } from './repayments/rules/find-limit.ts';
export { findRepayment } from './repayments/service/find.ts';
export { payRepayment } from './repayments/service/pay.ts';
export { paidRepayment, repaymentState } from './repayments/service/state.ts';
export { askPending } from './repayments/service/sweep.ts';
export { prepareContract } from './service/prepare.ts';
export { adoptLoans, disburseDelivered, loanDetail, payoffOf } from './servicing/index.ts';
export { settleDelivered } from './service/settlement.ts';
export { signContract } from './service/sign.ts';
export {
  listSettlements,
  payableFrom,
  settlementOf,
  type SettlementPage,
  type SettlementTotals,
} from './service/settlements.ts';
export { outstandingPrincipal } from './store/outstanding.ts';
export { bookedSales } from './store/settlements.ts';
