import type { Result } from '#shared/refusals/refusal.ts';
import { createNap, type Nap } from '../back-off.ts';
import { askFor } from './ask.ts';
import { followApplication, type Following } from '../server-link/follow.ts';
import { followRepayment } from '../server-link/follow-repayment.ts';
import { untilAnswered } from '../server-link/until-answered.ts';
import type { Effect } from './machine/effects.ts';
import type { SessionEvent } from './machine/events.ts';
import type { SessionPorts } from './ports.ts';

export interface Performer {
  readonly perform: (effect: Effect) => void;
  /** The line is back or a receipt came: whatever waits tries now. */
  readonly nudge: () => void;
  readonly stop: () => void;
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
        ports.reader.wake();
        return;
      case 'rest-reader':
        ports.reader.rest();
        return;
      case 'reread-card':
        ports.reader.reread();
        return;
      case 'watch':
        follow(effect.applicationId);
        return;
      case 'watch-repayment':
        followPayment(effect.repaymentId);
        return;
      case 'unwatch':
        following?.stop();
        following = null;
        return;
      case 'withdraw':
        ports.queue.withdraw(effect.applicationId);
        return;
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
        void askFor(effect, ports, insist).then((event) => {
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

  function followPayment(repaymentId: string): void {
    following?.stop();
    const onEnd = (result: Extract<SessionEvent, { kind: 'repayment-state' }>['result']): void =>
      feed({ kind: 'repayment-state', repaymentId, result });
    following = followRepayment({ server, clock, random, repaymentId, onEnd });
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
