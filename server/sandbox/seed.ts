import { hashPassword } from 'better-auth/crypto';
import { MERCHANT_ROLES, ROLES, type Role } from '#shared/wire/portal.ts';
import type { Auth } from '#server/auth/index.ts';
import { seedLenders } from '#server/lending/index.ts';
import { addGoods, addMerchant, addStaff, hasMerchants } from '#server/merchants/index.ts';
import type { Platform } from '#server/platform/context.ts';
import { PLATFORM } from '#server/platform/database.ts';
import { SANDBOX_GOODS } from './goods.ts';
import { nameOf, SANDBOX_PASSWORD } from './people.ts';

const MERCHANT = { name: '王家庄家电城', feeBps: 100 };
const STORES = ['县城店', '集市店'];

/** Fills an empty database with one merchant and all that belongs to it; one that has a merchant is left alone. */
export async function seed(platform: Platform, auth: Auth): Promise<void> {
  if (await platform.db.transaction(PLATFORM, hasMerchants)) return;
  const users = await makeLogins(auth);
  const merchantId = platform.newId();
  const stores = STORES.map((name) => ({ id: platform.newId(), name }));
  await platform.db.transaction(PLATFORM, async (tx) => {
    await addMerchant(platform, tx, { id: merchantId, ...MERCHANT, stores });
    for (const [role, userId] of users) {
      const ofMerchant = isMerchantRole(role);
      // The clerk stands in the first store; all others of the merchant work in every one.
      const storeIds = role === 'clerk' ? stores.slice(0, 1).map(({ id }) => id) : [];
      const person = { id: platform.newId(), userId, name: nameOf(role), username: role, role, storeIds };
      await addStaff(platform, tx, { ...person, merchantId: ofMerchant ? merchantId : null });
    }
    await addGoods(
      tx,
      merchantId,
      SANDBOX_GOODS.map((good) => ({ id: platform.newId(), ...good })),
    );
    await seedLenders(platform, tx);
  });
}

/** Logins are the library's, outside our transaction; those that a broken seed has left are found again. */
async function makeLogins(auth: Auth): Promise<Map<Role, string>> {
  const passwordHash = await hashPassword(SANDBOX_PASSWORD);
  const users = new Map<Role, string>();
  for (const role of ROLES)
    users.set(role, await auth.ensureLogin({ username: role, name: nameOf(role), passwordHash }));
  return users;
}

function isMerchantRole(role: Role): boolean {
  return MERCHANT_ROLES.some((own) => own === role);
}
