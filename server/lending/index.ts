/** The door of lending: offers, contracts, loans, and what is owed to the merchants. */
export { seedLenders } from './seed.ts';
export { contractFile } from './service/contract-file.ts';
export { expireOffers, lenderFor, makeOffer, offerOf, receiptOf, type ChosenLender } from './service/offer.ts';
export { prepareContract } from './service/prepare.ts';
export { settleDelivered } from './service/settlement.ts';
export { signContract } from './service/sign.ts';
export { bookedPrincipal } from './store/loans.ts';
export {
  bookedSales,
  listSettlements,
  payableFrom,
  settlementOf,
  type SettlementPage,
  type SettlementTotals,
} from './store/settlements.ts';
