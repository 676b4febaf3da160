import { initTRPC } from '@trpc/server';
import { refuse, type Result } from '#shared/refusals/refusal.ts';
import { WIRE_OPTIONS } from '#server/http/wire-options.ts';
import type { Permission, Role } from '#shared/wire/portal.ts';
import type { Platform } from './context.ts';

/** Who is signed in at the portal. `merchantId` is null for operators. */
export interface Staff {
  id: string;
  name: string;
  username: string;
  role: Role;
  permissions: ReadonlySet<Permission>;
  merchantId: string | null;
}

export interface PortalContext {
  platform: Platform;
  staff: Staff | null;
}

/** A terminal that has proved itself by its key on this request. */
export interface Terminal {
  id: string;
  label: string;
  merchantId: string;
  storeId: string;
}

export interface TerminalContext {
  platform: Platform;
  terminal: Terminal | null;
  /** The far end of the connection, for counting the tries of who is not known yet. */
  address: string;
}

export const portalTrpc = initTRPC.context<PortalContext>().create(WIRE_OPTIONS);
export const terminalTrpc = initTRPC.context<TerminalContext>().create(WIRE_OPTIONS);

/** Does the work for staff who may, and refuses all others; every portal procedure goes through here. */
export async function permitted<T>(
  context: PortalContext,
  permission: Permission | null,
  work: (staff: Staff) => Promise<Result<T>>,
): Promise<Result<T>> {
  if (!context.staff) return refuse('not-signed-in');
  if (permission !== null && !context.staff.permissions.has(permission)) return refuse('not-permitted');
  return work(context.staff);
}

/** The same for terminals. */
export async function enrolled<T>(
  context: TerminalContext,
  work: (terminal: Terminal) => Promise<Result<T>>,
): Promise<Result<T>> {
  return context.terminal ? work(context.terminal) : refuse('terminal-unknown');
}
