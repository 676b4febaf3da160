import type { Result } from '#shared/refusals/refusal.ts';
import type { RepaymentState } from '#shared/wire/repayments.ts';
import { backOffMs, createNap } from '../back-off.ts';
import type { Clock } from '../clock.ts';
import type { Following } from './follow.ts';
import type { TerminalServer } from './port.ts';

export interface FollowRepaymentOptions {
  readonly server: TerminalServer;
  readonly clock: Clock;
  readonly random: () => number;
  readonly repaymentId: string;
  /** Called once: paid, refused, or never arrived (`repayment-not-found`). Any other answer leaves it open. */
  readonly onEnd: (result: Result<RepaymentState>) => void;
}

/** Somebody stands there with a phone in hand: with a line nobody waits longer than this step (five seconds) for news. */
const PENDING_STEP_MAX = 4;

/** Asks for the state of one payment, with back-off, until it has ended. It never pays. */
export function followRepayment({ server, clock, random, repaymentId, onEnd }: FollowRepaymentOptions): Following {
  const nap = createNap(clock);
  let hasStopped = false;
  const isStopped = (): boolean => hasStopped;

  async function askUntilEnded(): Promise<void> {
    let failures = 0;
    for (let asks = 1; !isStopped(); asks += 1) {
      await nap.sleep(backOffMs(failures === 0 ? Math.min(asks, PENDING_STEP_MAX) : failures, random()));
      if (isStopped()) return;
      const answer = await server.call('repayments.state', { repaymentId });
      if (isStopped()) return;
      if (answer.ok ? answer.value.state !== 'pending' : answer.refusal.code === 'repayment-not-found') {
        onEnd(answer);
        return;
      }
      failures = answer.ok ? 0 : failures + 1;
    }
  }

  void askUntilEnded();
  return {
    nudge: nap.wake,
    stop: () => {
      hasStopped = true;
      nap.wake();
    },
  };
}
