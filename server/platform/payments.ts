import { z } from 'zod';
import { amountSchema, idSchema, instantSchema } from '#shared/wire/scalars.ts';
import { PAYMENT_REFUSALS, PAYMENT_SERVICES } from '#shared/wire/repayments.ts';
import { SIGNATURE_HEADER, signBody } from './signature.ts';

/** Money taken from a shopper by the payment code on their phone, through a payment service. */
const charge = z.object({
  /** The same id is the same charge: asked again it is answered with its state, and never taken twice. */
  id: idSchema,
  amountFen: amountSchema,
  service: z.enum(PAYMENT_SERVICES),
  /** A secret of one minute: whoever holds it can spend. It goes to the service and is kept nowhere. */
  code: z.string(),
  /** What the shopper reads in the wallet. */
  subject: z.string(),
});
export type Charge = z.infer<typeof charge>;

/** What the service is sent, to `/charges`; to `/queries` and `/closings` only id and time. */
export const chargeBody = charge.extend({ sentAt: instantSchema });
export const referenceBody = z.object({ id: idSchema, sentAt: instantSchema });

export const paymentAnswer = z.discriminatedUnion('state', [
  z.object({ state: z.literal('paid'), paidAt: instantSchema, serviceReference: z.string().min(1).max(60) }),
  z.object({ state: z.literal('refused'), reason: z.enum(PAYMENT_REFUSALS) }),
  /** The payer still has to confirm, or nobody can tell us now: ask again. */
  z.object({ state: z.literal('pending') }),
  /** The service has never had a charge of this id. */
  z.object({ state: z.literal('unknown') }),
]);
export type PaymentAnswer = z.infer<typeof paymentAnswer>;

/** None of these throws for the network's sake: silence is `pending`. */
export interface PaymentPort {
  charge(charge: Charge): Promise<PaymentAnswer>;
  query(id: string): Promise<PaymentAnswer>;
  /** From now on the service takes nothing under this id: `paid` where it had, `refused` where it had not. */
  close(id: string): Promise<PaymentAnswer>;
}

/** Both are shorter than a terminal waits for us. */
const TIMEOUT_MS = { charge: 6_000, query: 4_000 } as const;
const SILENCE: PaymentAnswer = { state: 'pending' };

export interface HttpPaymentsOptions {
  url: string;
  key: Uint8Array;
  now: () => number;
  timeoutMs?: { charge: number; query: number };
}

/** Posts signed JSON to `/charges`, `/queries` and `/closings` under the service's address. */
export function httpPayments({ url, key, now, timeoutMs = TIMEOUT_MS }: HttpPaymentsOptions): PaymentPort {
  const base = url.replace(/\/+$/, '');
  const ask = async (path: string, content: object, withinMs: number): Promise<PaymentAnswer> => {
    const body = JSON.stringify({ ...content, sentAt: now() });
    try {
      const response = await fetch(`${base}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', [SIGNATURE_HEADER]: signBody(key, body) },
        body,
        signal: AbortSignal.timeout(withinMs),
      });
      const answer = paymentAnswer.safeParse(response.ok ? await response.json() : await response.body?.cancel());
      if (answer.success) return answer.data;
      logSilence(path, `answered ${response.status}`);
    } catch (error) {
      // The line, the time limit, or an answer that is no JSON. Only the kind is told: a text could hold the body.
      logSilence(path, error instanceof Error ? error.name : 'unknown');
    }
    return SILENCE;
  };
  return {
    charge: (content) => ask('/charges', content, timeoutMs.charge),
    query: (id) => ask('/queries', { id }, timeoutMs.query),
    close: (id) => ask('/closings', { id }, timeoutMs.query),
  };
}

function logSilence(path: string, why: string): void {
  console.error(JSON.stringify({ level: 'warn', event: 'payment-service-silent', path, why }));
}
