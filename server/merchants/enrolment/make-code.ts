import { done, refuse, type Result } from '#shared/refusals/refusal.ts';
import type { EnrolmentCodeView } from '#shared/wire/enrolment.ts';
import { audit } from '#server/platform/audit.ts';
import type { Platform } from '#server/platform/context.ts';
import type { Tx } from '#server/platform/database.ts';
import { digest } from '#server/platform/secrets.ts';
import type { Store } from '../model.ts';
import { selectStoresOf } from '../store.ts';
import { CODE_KEPT_MS, CODE_VALID_MS, newCode } from './codes.ts';
import { endCodeOf, forgetCodesOf, insertCode } from './store.ts';

/** Who answers for the terminals of a merchant: an owner or manager. */
export interface Keeper {
  id: string;
  merchantId: string;
}

/** New digits are hardly ever known already, and people hardly ever press at the same moment; five times is a fault. */
const ATTEMPTS_MAX = 5;

/** Makes a code for a store of the keeper's; the one before it ends. Only this answer ever holds the digits. */
export async function makeCode(
  platform: Platform,
  tx: Tx,
  keeper: Keeper,
  storeId: string,
): Promise<Result<EnrolmentCodeView>> {
  const store = await storeOf(tx, keeper, storeId);
  if (!store) return refuse('not-permitted');
  const madeAt = platform.now();
  const expiresAt = madeAt + CODE_VALID_MS;
  await forgetCodesOf(tx, storeId, madeAt - CODE_KEPT_MS);
  const digits = await insertFresh(platform, tx, { ...keeper, storeId, madeAt, expiresAt });
  await audit(platform, tx, {
    actor: `staff:${keeper.id}`,
    action: 'enrolment-code.made',
    subject: `store:${storeId}`,
    merchantId: keeper.merchantId,
    details: { expiresAt },
  });
  return done({ code: digits, storeId, store: store.name, expiresAt });
}

async function insertFresh(
  platform: Platform,
  tx: Tx,
  code: Keeper & { storeId: string; madeAt: number; expiresAt: number },
): Promise<string> {
  const { id: madeBy, merchantId, storeId, madeAt, expiresAt } = code;
  for (let attempt = 1; attempt <= ATTEMPTS_MAX; attempt += 1) {
    await endCodeOf(tx, storeId, madeAt);
    const digits = newCode();
    const row = { id: platform.newId(), merchantId, storeId, madeBy, madeAt, expiresAt };
    if (await insertCode(tx, { ...row, digest: digest(platform.secrets, 'enrolment', digits) })) return digits;
  }
  throw new Error('No enrolment code could be made: others for the store came in between every time.');
}

/** Ends the store's code before its time. One that is used, expired or was never there is as ended as can be. */
export async function endCode(platform: Platform, tx: Tx, keeper: Keeper, storeId: string): Promise<Result<null>> {
  if (!(await storeOf(tx, keeper, storeId))) return refuse('not-permitted');
  const ended = await endCodeOf(tx, storeId, platform.now());
  if (ended)
    await audit(platform, tx, {
      actor: `staff:${keeper.id}`,
      action: 'enrolment-code.ended',
      subject: `store:${storeId}`,
      merchantId: keeper.merchantId,
    });
  return done(null);
}

/** Null for a store of another merchant, and for one the keeper does not work in. */
export async function storeOf(tx: Tx, keeper: Keeper, storeId: string): Promise<Store | null> {
  const stores = await selectStoresOf(tx, keeper.id);
  return stores.find(({ id }) => id === storeId) ?? null;
}
