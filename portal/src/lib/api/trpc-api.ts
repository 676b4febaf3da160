import { createTRPCClient, httpBatchLink, httpSubscriptionLink, splitLink, TRPCClientError } from '@trpc/client';
import type { PortalRouter } from '#server/portal-router.ts';
import { refuse, type Result } from '#shared/refusals/refusal.ts';
import type { PortalApi } from './portal-api.ts';

/** The portal's requests over tRPC, of the same origin as the page. */
export function trpcApi(url = '/trpc'): PortalApi {
  const client = createTRPCClient<PortalRouter>({
    links: [
      splitLink({
        condition: (operation) => operation.type === 'subscription',
        true: httpSubscriptionLink({ url }),
        false: httpBatchLink({ url, maxItems: 10 }),
      }),
    ],
  });
  const { orders, loans, terminals } = client;

  return {
    me: () => answered(client.me.query()),
    today: () => answered(client.today.query()),
    searchGoods: (text, limit) => answered(client.goods.search.query({ text, limit })),
    createOrder: (order) => answered(orders.create.mutate(order)),
    listOrders: (query) => answered(orders.list.query(query)),
    order: (orderId) => answered(orders.get.query({ orderId })),
    renewCode: (orderId) => answered(orders.renewCode.mutate({ orderId })),
    cancelOrder: (orderId) => answered(orders.cancel.mutate({ orderId })),
    deliverOrder: (orderId, commandId) => answered(orders.deliver.mutate({ orderId, commandId })),
    listSettlements: (before) => answered(client.settlements.list.query({ before })),
    listDecisions: (before) => answered(client.decisions.list.query({ before })),
    decision: (id) => answered(client.decisions.get.query({ id })),
    trialBalance: (slice) => answered(client.ledger.trialBalance.query(slice)),
    reconciliation: (at) => answered(client.ledger.reconciliation.query({ at })),
    listLoans: (query) => answered(loans.list.query(query)),
    loan: (loanId) => answered(loans.get.query({ loanId })),
    loanOfOrder: (orderId) => answered(loans.ofOrder.query({ orderId })),
    payoff: (loanId, on) => answered(loans.payoff.query({ loanId, on })),
    whatIf: (loanId, action) => answered(loans.whatIf.query({ loanId, action })),
    act: (command) => answered(loans.act.mutate(command)),
    journal: (loanId) => answered(loans.journal.query({ loanId })),
    statement: (loanId, format, language) => answered(loans.statement.query({ loanId, format, language })),
    closing: () => answered(client.closing.get.query({})),
    closeDay: (commandId, businessOn) => answered(client.closing.closeDay.mutate({ commandId, businessOn })),
    listTerminals: () => answered(terminals.list.query()),
    createEnrolmentCode: (storeId) => answered(terminals.createCode.mutate({ storeId })),
    endEnrolmentCode: (storeId) => answered(terminals.endCode.mutate({ storeId })),
    retireTerminal: (terminalId) => answered(terminals.retire.mutate({ terminalId })),
    listen({ onChange, onLost, onBack }) {
      const subscription = client.changes.subscribe(undefined, {
        onData: ({ data }) => onChange(data),
        onConnectionStateChange: ({ state, error }) => {
          if (state === 'connecting' && error) onLost();
          if (state === 'pending') onBack();
        },
        onError: () => onLost(),
      });
      return () => subscription.unsubscribe();
    },
  };
}

/** A request that found no server, or a server in trouble, is answered by a refusal like any other. */
async function answered<T>(request: Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await request;
  } catch (error) {
    if (!(error instanceof TRPCClientError)) throw error;
    return error.data === undefined || error.data === null ? refuse('offline') : refuse('server-fault');
  }
}
