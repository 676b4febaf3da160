import type { PaymentPort } from '#server/platform/payments.ts';

/** A payment service out of reach: for tests of everything else. */
export const silentPayments: PaymentPort = {
  charge: () => Promise.resolve({ state: 'pending' }),
  query: () => Promise.resolve({ state: 'pending' }),
  close: () => Promise.resolve({ state: 'pending' }),
};
