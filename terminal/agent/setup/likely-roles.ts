import type { WiredRole } from './events.ts';
import type { SetupDevice } from './snapshot.ts';

/** Roles without a device for which exactly one thing that is plugged in is made: nothing there to choose. */
export function likelyRoles(
  devices: readonly SetupDevice[],
  assigned: ReadonlySet<WiredRole>,
): { role: WiredRole; address: string }[] {
  const roles: readonly WiredRole[] = ['reader', 'scanner', 'printer'];
  return roles.flatMap((role) => {
    const fit = devices.filter((device) => device.guess === role && device.trouble === null);
    const [only] = fit;
    return only !== undefined && fit.length === 1 && !assigned.has(role) ? [{ role, address: only.address }] : [];
  });
}
