import { logFailure } from '#server/http/failures.ts';
import type { Platform } from '#server/platform/context.ts';
import { PLATFORM } from '#server/platform/database.ts';
import type { PaymentPort } from '#server/platform/payments.ts';
import { claimQuestions, type Question } from '../store/repayments.ts';
import { ask } from './ask.ts';

/** Longer than a charge may take, so that nobody is asked about one that is still on its way there. */
const REST_MS = 10_000;
const AT_ONCE_MAX = 20;

/** Asks about repayments whose outcome is unknown, those asked longest ago first; gives back how many. */
export async function askPending(platform: Platform, payments: PaymentPort): Promise<number> {
  const questions = await platform.db.transaction(PLATFORM, (tx) =>
    claimQuestions(tx, { now: platform.now(), restMs: REST_MS, limit: AT_ONCE_MAX }),
  );
  await Promise.all(questions.map((question) => askOne(platform, payments, question)));
  return questions.length;
}

/** One that fails keeps no other from its answer; it is asked about again in the next round. */
async function askOne(platform: Platform, payments: PaymentPort, question: Question): Promise<void> {
  try {
    await ask(platform, payments, question);
  } catch (error) {
    logFailure(error, { method: 'sweep', route: 'pending-repayments' });
  }
}
