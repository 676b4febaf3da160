/** The ledger's door: other contexts state facts, the ledger keeps the books. */
export { goodsDelivered, loanBooked } from './model.ts';
export { post, trialBalance } from './service.ts';
