import { describe, expect, test } from 'vitest';
import { MERCHANT_ROLES, OPERATOR_ROLES, ROLES, type Permission, type Role } from '#shared/wire/portal.ts';
import { permissionsOf } from './permissions.ts';

describe('who may do what', () => {
  const rows: [Permission, Role[]][] = [
    ['orders.read', ['owner', 'manager', 'clerk', 'accountant']],
    ['orders.create', ['owner', 'manager', 'clerk']],
    ['orders.cancel', ['owner', 'manager', 'clerk']],
    ['orders.deliver', ['owner', 'manager', 'clerk']],
    ['settlements.read', ['owner', 'manager', 'accountant']],
    ['decisions.read', ['credit-analyst', 'fraud-analyst', 'compliance', 'auditor', 'administrator']],
    ['ledger.read', ['funding', 'auditor', 'administrator']],
    ['terminals.read', ['owner', 'manager', 'clerk', 'technician', 'administrator']],
    ['terminals.manage', ['owner', 'manager']],
  ];
  test.each(rows)('%s: %j and nobody else', (permission, allowed) => {
    expect(ROLES.filter((role) => permissionsOf(role).has(permission))).toEqual(allowed);
  });
});

test('no merchant sees a decision or the books, and no operator sells', () => {
  for (const role of MERCHANT_ROLES) {
    expect(permissionsOf(role).has('decisions.read') || permissionsOf(role).has('ledger.read')).toBe(false);
  }
  for (const role of OPERATOR_ROLES) expect([...permissionsOf(role)].some((p) => p.startsWith('orders.'))).toBe(false);
});
