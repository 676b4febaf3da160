import type { Platform } from '#server/platform/context.ts';
import type { PaymentPort } from '#server/platform/payments.ts';
import { mustClose } from '../rules/patience.ts';
import type { Question } from '../store/repayments.ts';
import { settle } from './settle.ts';

/** Asks the payment service what became of a charge, and writes down what it says. */
export async function ask(platform: Platform, payments: PaymentPort, { id, madeAt }: Question): Promise<void> {
  const answer = await payments.query(id);
  const isOver = mustClose(answer, platform.now() - madeAt);
  await settle(platform, id, isOver ? await payments.close(id) : answer);
}
