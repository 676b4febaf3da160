import type { IncomingHttpHeaders } from 'node:http';
import { findStaffByUser } from '#server/merchants/index.ts';
import type { Platform } from '#server/platform/context.ts';
import { PLATFORM } from '#server/platform/database.ts';
import type { Staff } from '#server/platform/trpc.ts';
import type { Auth } from './auth.ts';
import { permissionsOf } from './permissions.ts';

/** Who is signed in, asked anew at every request: who is dismissed is out at once. */
export async function staffOf(platform: Platform, auth: Auth, headers: IncomingHttpHeaders): Promise<Staff | null> {
  const userId = await auth.userOf(headers);
  if (userId === null) return null;
  const found = await platform.db.transaction(PLATFORM, (tx) => findStaffByUser(tx, userId));
  if (!found) return null;
  const { id, name, username, role, merchantId } = found;
  return { id, name, username, role, merchantId, permissions: permissionsOf(role) };
}
