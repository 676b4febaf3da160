/** Asks an inquiry's questions one by one: time limits, the one repetition, and nothing about what they mean. */
import type { Clock } from '../link/clock.ts';
import { noTimer } from '../link/clock.ts';
import type { Inquiry, Tongue, Topic } from './inquiry.ts';
import { answered, beginInquiry, bytesOfQuestion, isKeyQuestion, isWaitingForMore, nextQuestion } from './inquiry.ts';
import type { Reply } from './replies.ts';

/** Protocols 3.3. */
const ANSWER_LIMIT_MS = 500;

export interface Interview {
  /** `onEnd` follows exactly once, unless `cancel` comes first. None may be under way. */
  begin(topic: Topic, tongue: Tongue): void;
  /** True if the reply was an answer to the question that is asked. */
  receive(reply: Reply): boolean;
  cancel(): void;
}

export interface InterviewOptions {
  readonly clock: Clock;
  readonly write: (bytes: Uint8Array) => void;
  readonly onEnd: (inquiry: Inquiry) => void;
}

export function createInterview({ clock, write, onEnd }: InterviewOptions): Interview {
  let inquiry: Inquiry | null = null;
  let cancelLimit = noTimer;

  function ask(asked: Inquiry, isRepeat: boolean): void {
    inquiry = asked;
    cancelLimit = clock.after(ANSWER_LIMIT_MS, () => {
      if (inquiry === null) return;
      if (isKeyQuestion(inquiry) && !isRepeat) ask(inquiry, true);
      else goOn(inquiry);
    });
    write(bytesOfQuestion(asked.question));
  }

  function goOn(asked: Inquiry): void {
    const question = nextQuestion(asked);
    if (question !== null) {
      ask({ ...asked, question }, false);
      return;
    }
    cancel();
    onEnd(asked);
  }

  function cancel(): void {
    cancelLimit();
    inquiry = null;
  }

  return {
    begin: (topic, tongue) => {
      if (inquiry !== null) throw new Error('a printer is asked one thing at a time');
      ask(beginInquiry(topic, tongue), false);
    },
    receive: (reply) => {
      const after = inquiry === null ? null : answered(inquiry, reply);
      if (after === null) return false;
      inquiry = after;
      if (isWaitingForMore(after)) return true;
      cancelLimit();
      goOn(after);
      return true;
    },
    cancel,
  };
}
