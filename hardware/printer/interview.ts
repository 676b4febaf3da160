/** Asks an inquiry's questions one by one: time limits, the one repetition, and nothing about what they mean. */
import type { Clock } from '../link/clock.ts';
import { noTimer } from '../link/clock.ts';
import type { Meter } from '../link/meter.ts';
import type { Findings, Inquiry, Tongue } from './inquiry.ts';
import { answered, beginInquiry, bytesOfQuestion, findingsOf, isKeyQuestion, nextQuestion } from './inquiry.ts';
import type { Reply } from './replies.ts';

/** Protocols 3.3. */
const ANSWER_LIMIT_MS = 500;

export interface Interview {
  /** `onFindings` follows exactly once, unless `cancel` comes first. None may be under way. */
  begin(isFirst: boolean, tongue: Tongue): void;
  /** True if the reply was an answer to the question that is asked. */
  receive(reply: Reply): boolean;
  cancel(): void;
}

export interface InterviewOptions {
  readonly clock: Clock;
  readonly meter: Meter;
  readonly write: (bytes: Uint8Array) => void;
  /** Null: no answer at all. */
  readonly onFindings: (findings: Findings | null) => void;
}

export function createInterview({ clock, meter, write, onFindings }: InterviewOptions): Interview {
  let inquiry: Inquiry | null = null;
  let cancelLimit = noTimer;

  function ask(asked: Inquiry, isRepeat: boolean): void {
    inquiry = asked;
    cancelLimit = clock.after(ANSWER_LIMIT_MS, () => {
      if (isKeyQuestion(asked) && !isRepeat) ask(asked, true);
      else goOn(asked);
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
    const findings = findingsOf(asked);
    if (findings !== null) {
      meter.good();
      meter.identity(findings.identity);
    }
    onFindings(findings);
  }

  function cancel(): void {
    cancelLimit();
    inquiry = null;
  }

  return {
    begin: (isFirst, tongue) => {
      if (inquiry !== null) throw new Error('a printer is asked one thing at a time');
      ask(beginInquiry(isFirst, tongue), false);
    },
    receive: (reply) => {
      const after = inquiry === null ? null : answered(inquiry, reply);
      if (after === null) return false;
      cancelLimit();
      goOn(after);
      return true;
    },
    cancel,
  };
}
