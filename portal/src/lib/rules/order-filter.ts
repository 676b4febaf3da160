import { ORDER_STATUSES, type OrderStatus } from '#shared/wire/portal.ts';

/** What the list of orders shows; kept in the address, so that a reload, a bookmark and Back all work. */
export interface OrderFilter {
  text: string;
  status: OrderStatus | null;
}

/** The longest search text the server takes (shared/wire/portal.ts). */
export const SEARCH_LENGTH_MAX = 60;

export function readFilter(address: Pick<URLSearchParams, 'get'>): OrderFilter {
  const status = address.get('status');
  return {
    text: (address.get('q') ?? '').slice(0, SEARCH_LENGTH_MAX),
    status: ORDER_STATUSES.find((each) => each === status) ?? null,
  };
}

/** The address of the list with this filter; what is not set is left out. */
export function filterAddress({ text, status }: OrderFilter): string {
  const query = new URLSearchParams();
  if (text !== '') query.set('q', text.slice(0, SEARCH_LENGTH_MAX));
  if (status !== null) query.set('status', status);
  const said = query.toString();
  return said === '' ? '/orders' : `/orders?${said}`;
}
