import { done, type Result } from '#shared/refusals/refusal.ts';
import { makeTryWindow } from '#server/platform/try-window.ts';

/**
 * Bounds the guessing of the last four digits of a phone: 10^4 of them, with 5 wrong tries an hour for one loan and 20
 * from one terminal. A loan's are found in a day with a probability of 1.2 %, from whatever many terminals; a terminal
 * that asks day and night about all loans finds those of one in three weeks. What is won is what somebody owes on a
 * refrigerator: no name, no number, and no way to do anything but pay it.
 */
export interface FindLimit {
  /** Counts a try before its answer is known. Refused: nothing must be looked up. */
  take(tried: Tried, nowMs: number): Result<{ settle: <T>(answer: Result<T>) => Result<T> }>;
}

export interface Tried {
  terminalId: string;
  /** Reference or id of the loan, whether or not there is such a one. */
  loan: string;
}

const WINDOW_MS = 3_600_000;
const PER_LOAN_MAX = 5;
const PER_TERMINAL_MAX = 20;

export function makeFindLimit(): FindLimit {
  const window = makeTryWindow<Tried>(WINDOW_MS);
  return {
    take: (tried, nowMs) => {
      const { tries, tooMany, keep } = window.at(nowMs);
      const ofTerminal = tries.filter(({ terminalId }) => terminalId === tried.terminalId).length;
      const ofLoan = tries.filter(({ loan }) => loan === tried.loan).length;
      if (ofTerminal >= PER_TERMINAL_MAX || ofLoan >= PER_LOAN_MAX) return tooMany;
      const giveBack = keep(tried);
      return done({
        settle: (answer) => {
          // Every other refusal is for who has named a loan and its phone.
          if (answer.ok || answer.refusal.code !== 'repayment-not-found') giveBack();
          return answer;
        },
      });
    },
  };
}
