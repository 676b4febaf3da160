import type { WiredRole } from './events.ts';
import type { SetupDevice } from './snapshot.ts';

/**
 * Free roles for which exactly one thing that is plugged in, and not in use, is made: nothing there to choose. Roles in
 * `byHand` are left alone: the technician has decided.
 */
export function likelyRoles(
  devices: readonly SetupDevice[],
  assigned: ReadonlyMap<WiredRole, string>,
  byHand: ReadonlySet<WiredRole>,
): { role: WiredRole; address: string }[] {
  const roles: readonly WiredRole[] = ['reader', 'scanner', 'printer'];
  const used = new Set(assigned.values());
  const free = devices.filter(({ address, trouble }) => trouble === null && !used.has(address));
  return roles.flatMap((role) => {
    const fit = free.filter(({ guess }) => guess === role);
    const [only] = fit;
    const isFree = !assigned.has(role) && !byHand.has(role);
    return only !== undefined && fit.length === 1 && isFree ? [{ role, address: only.address }] : [];
  });
}
