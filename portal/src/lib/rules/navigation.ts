import type { Permission } from '#shared/wire/portal.ts';

export const PLACES = [
  'today',
  'orders',
  'newOrder',
  'loans',
  'settlements',
  'decisions',
  'ledger',
  'closing',
  'terminals',
] as const;
export type Place = (typeof PLACES)[number];

interface Way {
  address: string;
  needs: Permission;
}

export const WAYS: Record<Place, Way> = {
  today: { address: '/', needs: 'orders.read' },
  orders: { address: '/orders', needs: 'orders.read' },
  newOrder: { address: '/orders/new', needs: 'orders.create' },
  loans: { address: '/loans', needs: 'loans.read' },
  settlements: { address: '/settlements', needs: 'settlements.read' },
  decisions: { address: '/decisions', needs: 'decisions.read' },
  ledger: { address: '/ledger', needs: 'ledger.read' },
  closing: { address: '/closing', needs: 'closing.read' },
  terminals: { address: '/terminals', needs: 'terminals.read' },
};

/** The places a person may see, in the order of the navigation. What a role may not see is not shown. */
export function placesFor(permissions: readonly Permission[]): Place[] {
  return PLACES.filter((place) => permissions.includes(WAYS[place].needs));
}

/** Where a person begins: the first place of theirs. */
export function homeFor(permissions: readonly Permission[]): string {
  const [first] = placesFor(permissions);
  return first ? WAYS[first].address : '/';
}

/** Which place an address belongs to; the longest way wins, so `/orders/new` is not `/orders`. */
export function placeOf(pathname: string): Place | null {
  const within = (address: string) =>
    address === '/' ? pathname === '/' : pathname === address || pathname.startsWith(`${address}/`);
  const fitting = PLACES.filter((place) => within(WAYS[place].address));
  return fitting.sort((a, b) => WAYS[b].address.length - WAYS[a].address.length)[0] ?? null;
}

/** The address to go on to after signing in: only a path of this site, never another host. */
export function pathAfterSignIn(asked: string | null): string {
  return asked !== null && /^\/(?![/\\])/.test(asked) ? asked : '/';
}
