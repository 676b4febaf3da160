/** Does what the machine wants done, and nothing else. */
import type { Clock } from '../link/clock.ts';
import { noTimer } from '../link/clock.ts';
import type { LinkKeeper } from '../link/link-keeper.ts';
import type { Meter } from '../link/meter.ts';
import { INITIALISE, TELL_CHANGES } from './commands.ts';
import type { JobQueue } from './job-queue.ts';
import type { PrintOutcome, PrinterEvent } from './printer.ts';
import type { Effect, PrinterSignal } from './state.ts';
import type { Talk } from './talk.ts';

export interface Performer {
  readonly perform: (effect: Effect) => void;
  /** The link is gone: nothing of it is waited for any more. */
  readonly leaveLink: () => void;
}

export interface PerformerParts {
  readonly clock: Clock;
  readonly meter: Meter;
  readonly queue: JobQueue;
  readonly talk: Talk;
  readonly keeper: LinkKeeper;
  /** Closes the link for good. */
  readonly close: () => void;
  readonly tell: (event: PrinterEvent) => void;
  readonly feed: (signal: PrinterSignal) => void;
}

export function createPerformer({ clock, meter, queue, talk, keeper, close, tell, feed }: PerformerParts): Performer {
  let cancelWait = noTimer;

  function perform(effect: Effect): void {
    switch (effect.do) {
      case 'open-link':
        keeper.start();
        return;
      case 'close-link':
        close();
        return;
      case 'drop-link':
        keeper.fail(effect.reason);
        return;
      case 'confirm-link':
        keeper.confirm();
        return;
      case 'ask':
        cancelWait();
        talk.ask(effect.topic, effect.tongue);
        return;
      case 'begin-slip':
        talk.write(INITIALISE);
        if (effect.tellsChanges) talk.write(TELL_CHANGES);
        feed({ kind: 'encoded', pieces: talk.load(queue.encode(effect.qr)) });
        return;
      case 'send-piece':
        talk.sendPiece();
        return;
      case 'tell-changes':
        talk.write(TELL_CHANGES);
        return;
      case 'ask-proof':
        talk.askProof(effect.proof, effect.tongue);
        return;
      case 'wait':
        talk.stopAsking();
        cancelWait();
        cancelWait = clock.after(effect.ms, () => feed({ kind: 'waited' }));
        return;
      case 'take-job': {
        const job = queue.takeNext();
        if (job !== null) feed({ kind: 'job', what: job.what });
        return;
      }
      case 'settle':
        talk.load([]);
        count(effect.outcome);
        queue.settle(effect.outcome);
        return;
      case 'answer':
        queue.answer(effect.status);
        return;
      case 'fail-waiting':
        queue.failWaiting(effect.reason);
        return;
      case 'tell':
        tell(effect.event);
        return;
    }
  }

  function count(outcome: PrintOutcome): void {
    if (outcome.kind === 'printed') meter.good();
    if (outcome.kind === 'failed') meter.fault(outcome.troubles.length > 0 ? 'refused' : 'silent');
  }

  return {
    perform,
    leaveLink: () => {
      talk.left();
      cancelWait();
    },
  };
}
