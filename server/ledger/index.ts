/** The ledger's door: other contexts state facts, the ledger keeps the books. */
export { type AccountCode } from './accounts.ts';
export { sealChain, verifyChain, type ChainProof } from './chain/chain.ts';
export {
  HOUSE,
  houseBook,
  lenderBook,
  storeParty,
  type Entry,
  type Party,
  type Posting,
  type PostingKind,
  type Purpose,
} from './model.ts';
export { goodsDelivered } from './postings.ts';
export { instantOf } from './instant.ts';
export { post, postMany } from './service/post.ts';
export { reverse, reverseMany, type Reversal } from './service/reverse.ts';
export { balanceOf, type BalanceQuestion } from './store/balances.ts';
export { merchantLines, merchantLinesOf, merchantTotals, type MerchantLine } from './store/merchant.ts';
export { postingsOf } from './service/journal.ts';
export { reconciliation } from './service/reconciliation.ts';
export { trialBalance } from './service/trial-balance.ts';
