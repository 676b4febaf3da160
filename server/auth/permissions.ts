import { PERMISSIONS, type Permission, type Role } from '#shared/wire/portal.ts';

const SALES = ['orders.read', 'orders.create', 'orders.cancel', 'orders.deliver'] as const;

/** What each role may do. Whoever is not named in a row may not; a merchant's roles act on their own merchant only. */
export const PERMISSIONS_OF: Readonly<Record<Role, readonly Permission[]>> = {
  owner: [...SALES, 'settlements.read', 'loans.read', 'loans.refund', 'terminals.read', 'terminals.manage'],
  manager: [...SALES, 'settlements.read', 'loans.read', 'loans.refund', 'terminals.read', 'terminals.manage'],
  clerk: [...SALES, 'loans.read', 'terminals.read'],
  accountant: ['orders.read', 'settlements.read', 'loans.read'],
  technician: ['terminals.read'],
  'credit-analyst': ['decisions.read'],
  'fraud-analyst': ['decisions.read'],
  funding: ['loans.read', 'ledger.read', 'closing.read'],
  collections: ['loans.read', 'loans.service'],
  service: ['loans.read', 'loans.service'],
  compliance: ['decisions.read'],
  auditor: ['decisions.read', 'loans.read', 'ledger.read', 'closing.read'],
  administrator: [
    'decisions.read',
    'loans.read',
    'loans.service',
    'loans.write-off',
    'ledger.read',
    'closing.read',
    'closing.run',
    'terminals.read',
  ],
};

/** In the order of the list, so that answers are equal where the rights are. */
export function permissionsOf(role: Role): ReadonlySet<Permission> {
  const held = PERMISSIONS_OF[role];
  return new Set(PERMISSIONS.filter((permission) => held.includes(permission)));
}
