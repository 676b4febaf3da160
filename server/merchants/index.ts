import type { Today } from '#shared/wire/portal.ts';
import type { Platform } from '#server/platform/context.ts';
import type { Tx } from '#server/platform/database.ts';
import { isOnline } from './model.ts';
import { selectTerminals, updateLastSeen } from './store.ts';

/** The door of merchants: who sells, where, what, and on which terminals. */
export { addGoods, addMerchant, addStaff, enrolTerminal, nextTerminalLabel, retireTerminals } from './enrol.ts';
export { makeRedeem } from './enrolment/redeem.ts';
export {
  /** True when any merchant is there: a sandbox is seeded once. */
  existsMerchant as hasMerchants,
  /** Names as they are today, and the merchant's service fee. */
  selectNames as merchantNames,
  selectFirstStore as firstStore,
  selectGoodsById as findGoods,
  selectMerchantName as merchantName,
  selectStaffByUser as findStaffByUser,
  selectStoresOf as storesOf,
  /** A terminal that is enrolled and active, with its raw Ed25519 key as base64url. */
  selectTerminal as findTerminal,
} from './store.ts';

/** Notes that a terminal spoke. */
export function touchTerminal(platform: Platform, tx: Tx, terminalId: string): Promise<void> {
  return updateLastSeen(tx, terminalId, platform.now());
}

/** The terminals of the transaction's merchant, or all in the platform's scope. */
export async function listTerminals(platform: Platform, tx: Tx): Promise<Today['terminals']> {
  const rows = await selectTerminals(tx);
  return rows.map((row) => ({ ...row, online: isOnline(row.lastSeenAt, platform.now()) }));
}
