import type { z } from 'zod';
import { chargeBody, referenceBody, type Charge, type PaymentAnswer } from '#server/platform/payments.ts';
import { readSigned } from './signed-body.ts';

const KEPT = 1_000;
const LATE_MS = 3_000;

/**
 * A payment service as the real ones are, but for the money: the last two digits of the code say how a charge goes.
 * 51 not enough money, 54 code expired, 08 pending and paid after three seconds, 99 no answer; all others pay.
 */
export interface PaymentsGateway {
  take(path: PaymentsPath, body: string, signature: string | undefined): PaymentsAnswer;
}

export const PAYMENTS_PATHS = ['/charges', '/queries', '/closings'] as const;
export type PaymentsPath = (typeof PAYMENTS_PATHS)[number];

/** A status as of HTTP with the answer, or nothing at all: the asker waits in vain. */
export type PaymentsAnswer = { status: 200; answer: PaymentAnswer } | { status: 400 | 401 | 409 } | 'silence';

/** What became of a charge; a pending one is paid at an instant, or never. */
type Fate = Exclude<PaymentAnswer, { state: 'pending' | 'unknown' }> | { state: 'pending'; paidAt: number | null };

interface Kept {
  /** Of all but the code, which is not kept. */
  content: string;
  fate: Fate;
  isSilent: boolean;
}

export function makePaymentsGateway(key: Uint8Array, now: () => number): PaymentsGateway {
  const charges = new Map<string, Kept>();
  const keep = (id: string, kept: Kept): Kept => {
    charges.set(id, kept);
    for (const oldest of charges.keys()) if (charges.size > KEPT) charges.delete(oldest);
    return kept;
  };
  const charge = ({ code, sentAt: _sentAt, ...rest }: z.infer<typeof chargeBody>): PaymentsAnswer => {
    const content = JSON.stringify(rest);
    const kept = charges.get(rest.id) ?? keep(rest.id, { content, ...fateOf(rest.id, code, now()) });
    if (kept.content !== content) return { status: 409 };
    return kept.isSilent ? 'silence' : { status: 200, answer: answerOf(rest.id, kept.fate, now()) };
  };
  const query = (id: string): PaymentAnswer => {
    const kept = charges.get(id);
    return kept ? answerOf(id, kept.fate, now()) : { state: 'unknown' };
  };
  const close = (id: string): PaymentAnswer => {
    const answer = query(id);
    if (answer.state === 'paid' || answer.state === 'refused') return answer;
    const { fate } = keep(id, {
      content: charges.get(id)?.content ?? '',
      fate: { state: 'refused', reason: 'cancelled' },
      isSilent: false,
    });
    return answerOf(id, fate, now());
  };
  return {
    take: (path, body, signature) => {
      if (path === '/charges') {
        const asked = readSigned({ key, body, signature }, chargeBody);
        return asked.status === 200 ? charge(asked.content) : asked;
      }
      const asked = readSigned({ key, body, signature }, referenceBody);
      if (asked.status !== 200) return asked;
      const { id } = asked.content;
      return { status: 200, answer: path === '/queries' ? query(id) : close(id) };
    },
  };
}

function fateOf(id: string, code: Charge['code'], now: number): Pick<Kept, 'fate' | 'isSilent'> {
  const fate = (how: Fate, isSilent = false) => ({ fate: how, isSilent });
  switch (code.slice(-2)) {
    case '51':
      return fate({ state: 'refused', reason: 'not-enough-money' });
    case '54':
      return fate({ state: 'refused', reason: 'code-expired' });
    case '08':
      return fate({ state: 'pending', paidAt: now + LATE_MS });
    case '99':
      return fate({ state: 'pending', paidAt: null }, true);
    default:
      return fate(paid(id, now));
  }
}

function answerOf(id: string, fate: Fate, now: number): PaymentAnswer {
  if (fate.state !== 'pending') return fate;
  return fate.paidAt !== null && fate.paidAt <= now ? paid(id, fate.paidAt) : { state: 'pending' };
}

function paid(id: string, paidAt: number): Extract<PaymentAnswer, { state: 'paid' }> {
  return { state: 'paid', paidAt, serviceReference: `SANDBOX-${id}` };
}
