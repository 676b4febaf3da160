import type { Result } from '#shared/refusals/refusal.ts';
import { createNap, type Nap } from '../back-off.ts';
import { followApplication, type Following } from '../server-link/follow.ts';
import { untilAnswered } from '../server-link/until-answered.ts';
import type { Effect } from './machine/effects.ts';
import type { SessionEvent } from './machine/events.ts';
import type { SessionPorts } from './ports.ts';

export interface Performer {
  perform(effect: Effect): void;
  /** The line is back or a receipt came: whatever waits tries now. */
  nudge(): void;
  stop(): void;
}

/** Does what the rules want done and feeds back what came of it. There are no rules in here. */
export function createPerformer(ports: SessionPorts, feed: (event: SessionEvent) => void): Performer {
  const { server, clock, random } = ports;
  const stopping = new AbortController();
  const naps = new Set<Nap>();
  let following: Following | null = null;
  let told: Promise<unknown> = Promise.resolve();

  function perform(effect: Effect): void {
    switch (effect.do) {
      case 'wake-reader':
        return ports.reader.wake();
      case 'rest-reader':
        return ports.reader.rest();
      case 'reread-card':
        return ports.reader.reread();
      case 'watch':
        return follow(effect.applicationId);
      case 'unwatch':
        following?.stop();
        following = null;
        return;
      case 'withdraw':
        return ports.queue.withdraw(effect.applicationId);
      case 'wipe':
        for (const bytes of effect.bytes) bytes.fill(0);
        return;
      case 'tell-progress': {
        const { orderId, sessionId, step } = effect;
        // In order and best effort: the merchant's time line must not hold up the shopper.
        told = told.then(() => server.call('orders.progress', { orderId, sessionId, step }));
        return;
      }
      default:
        void answer(effect).then((event) => {
          if (event && !stopping.signal.aborted) feed(event);
        });
    }
  }

  function follow(applicationId: string): void {
    following?.stop();
    const onState = (state: Extract<SessionEvent, { kind: 'application-state' }>['state']): void =>
      feed({ kind: 'application-state', state });
    following = followApplication({ server, clock, random, applicationId, onState });
  }

  /** Effects with an answer. Null: stopped before there was one. */
  async function answer(effect: Extract<Effect, { ask: string }>): Promise<SessionEvent | null> {
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
        const result = await ports.filing.file(effect.application, effect.evidence);
        if (result.ok) ports.queue.wake();
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
      case 'sign-contract': {
        const result = await insist(() => server.call('contracts.sign', effect.command));
        return result && { kind: 'contract-signed', ask, result };
      }
    }
  }

  async function insist<T>(call: () => Promise<Result<T>>): Promise<Result<T> | null> {
    const nap = createNap(clock);
    naps.add(nap);
    try {
      return await untilAnswered(call, { nap, random, signal: stopping.signal });
    } finally {
      naps.delete(nap);
    }
  }

  function nudge(): void {
    following?.nudge();
    for (const nap of naps) nap.wake();
  }

  return {
    perform,
    nudge,
    stop: () => {
      stopping.abort();
      following?.stop();
      for (const nap of naps) nap.wake();
    },
  };
}
