import { PERMISSIONS, type Permission, type Role } from '#shared/wire/portal.ts';

const SALES = ['orders.read', 'orders.create', 'orders.cancel', 'orders.deliver'] as const;

/** What each role may do. Whoever is not named in a row may not; a merchant's roles act on their own merchant only. */
export const PERMISSIONS_OF: Readonly<Record<Role, readonly Permission[]>> = {
  owner: [...SALES, 'settlements.read', 'terminals.read', 'terminals.manage'],
  manager: [...SALES, 'settlements.read', 'terminals.read', 'terminals.manage'],
  clerk: [...SALES, 'terminals.read'],
  accountant: ['orders.read', 'settlements.read'],
  technician: ['terminals.read'],
  'credit-analyst': ['decisions.read'],
  'fraud-analyst': ['decisions.read'],
  funding: ['ledger.read'],
  collections: [],
  service: [],
  compliance: ['decisions.read'],
  auditor: ['decisions.read', 'ledger.read'],
  administrator: ['decisions.read', 'ledger.read', 'terminals.read'],
};

/** In the order of the list, so that answers are equal where the rights are. */
export function permissionsOf(role: Role): ReadonlySet<Permission> {
  const held = PERMISSIONS_OF[role];
  return new Set(PERMISSIONS.filter((permission) => held.includes(permission)));
}
