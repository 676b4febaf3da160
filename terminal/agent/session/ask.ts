import type { Result } from '#shared/refusals/refusal.ts';
import type { Effect } from './machine/effects.ts';
import type { SessionEvent } from './machine/events.ts';
import type { SessionPorts } from './ports.ts';

/** Repeats a call until the server has answered; null where the agent stops first. */
export type Insist = <T>(call: () => Promise<Result<T>>) => Promise<Result<T> | null>;

/** Performs an effect that has an answer, and gives the event that carries it. Null: stopped before there was one. */
export async function askFor(
  effect: Extract<Effect, { ask: string }>,
  { server, filing, queue, printer }: SessionPorts,
  insist: Insist,
): Promise<SessionEvent | null> {
  const { ask } = effect;
  switch (effect.do) {
    case 'look-up-order':
      return { kind: 'order-answered', ask, result: await server.call('orders.byCode', { code: effect.code }) };
    case 'request-code': {
      const { sessionId, phone, language } = effect;
      return {
        kind: 'code-sent',
        ask,
        result: await server.call('phone.requestCode', { sessionId, phone, language }),
      };
    }
    case 'verify-code': {
      const { sessionId, phone, code } = effect;
      return { kind: 'code-checked', ask, result: await server.call('phone.verifyCode', { sessionId, phone, code }) };
    }
    case 'seal-and-save': {
      const result = await filing.file(effect.application, effect.evidence);
      if (result.ok) queue.wake();
      return { kind: 'saved', ask, result };
    }
    case 'report-phone': {
      const { applicationId, verificationId } = effect;
      const result = await insist(() => server.call('applications.phoneVerified', { applicationId, verificationId }));
      return result && { kind: 'phone-reported', ask, result };
    }
    case 'prepare-contract': {
      const { applicationId, offerId, planHash, language } = effect;
      const prepared = await server.call('contracts.prepare', { applicationId, offerId, planHash, language });
      const result = prepared.ok ? { ok: true as const, value: prepared.value.contract } : prepared;
      return { kind: 'contract-prepared', ask, result };
    }
    case 'find-repayment': {
      const { reference, phoneLast4 } = effect;
      const result = await server.call('repayments.find', { reference, phoneLast4 });
      return { kind: 'repayment-found', ask, result };
    }
    case 'pay-repayment': {
      const payment = { ...effect.repayment, code: effect.secret.reveal() };
      return { kind: 'repayment-answered', ask, result: await server.call('repayments.pay', payment) };
    }
    case 'print-slip':
      return { kind: 'slip-printed', ask, outcome: await printer.print(effect.slip) };
    case 'sign-contract': {
      const result = await insist(() => server.call('contracts.sign', effect.command));
      return result && { kind: 'contract-signed', ask, result };
    }
  }
}
