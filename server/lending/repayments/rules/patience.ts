import type { PaymentAnswer } from '#server/platform/payments.ts';

/** How long a payment may stay unknown before we ask the service to close it; pure. */
const CODE_HOLDS_MS = 2 * 60_000;
const PENDING_MAX_MS = 24 * 3_600_000;

/**
 * A payment code lives a minute, so what the service has not heard of by then will not come: it is closed to make sure.
 * One that it has in hand is the payer's to confirm for a day. A closed charge is paid or refused, and nothing else.
 */
export function mustClose(answer: PaymentAnswer, ageMs: number): boolean {
  if (answer.state === 'unknown') return ageMs >= CODE_HOLDS_MS;
  return answer.state === 'pending' && ageMs >= PENDING_MAX_MS;
}
