import type { OrderSummary } from '#shared/wire/portal.ts';
import type { OrderFilter } from '../rules/order-filter.ts';
import { normalizeTyped } from '../rules/typed-text.ts';
import type { Desk } from './desk.svelte.ts';
import { FilteredList } from './filtered-list.svelte.ts';

export class OrdersPage extends FilteredList<OrderSummary, OrderFilter> {
  constructor(desk: Desk) {
    super(desk, { text: '', status: null }, ({ text, status }, before) =>
      desk.api.listOrders({ text: normalizeTyped(text), status, before }),
    );
  }
}
