import { done, type Result } from '#shared/refusals/refusal.ts';
import type { Me } from '#shared/wire/portal.ts';
import { merchantName, storesOf } from '#server/merchants/index.ts';
import { merchantScope, PLATFORM } from '#server/platform/database.ts';
import type { Platform } from '#server/platform/context.ts';
import type { Staff } from '#server/platform/trpc.ts';

/** Who is signed in, and what the portal may show this person. */
export function me(platform: Platform, staff: Staff, sandbox: boolean): Promise<Result<Me>> {
  const { id, name, username, role, permissions, merchantId } = staff;
  const scope = merchantId === null ? PLATFORM : merchantScope(merchantId);
  return platform.db.transaction(scope, async (tx) => {
    const merchant = merchantId === null ? null : await merchantName(tx, merchantId);
    return done({
      name,
      username,
      role,
      permissions: [...permissions],
      merchant: merchantId === null || merchant === null ? null : { id: merchantId, name: merchant },
      stores: await storesOf(tx, id),
      sandbox,
    });
  });
}
