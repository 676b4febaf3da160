import { z } from 'zod';
import { OUTCOMES, PROGRESS_TIMELINE } from '#shared/wire/decision.ts';
import { LOAN_STATUSES, OVERDUE_BUCKETS } from '#shared/lending/servicing/standing.ts';
import { dateSchema, idSchema } from '#shared/wire/scalars.ts';

/** Every event that contexts tell each other about. Payloads hold ids and closed words: never personal data. */
export const eventPayloads = {
  /** A line of an order's time line was written: the portal's live feed. */
  'order.changed': z.object({ orderId: idSchema, kind: z.enum(PROGRESS_TIMELINE) }),
  'application.received': z.object({ applicationId: idSchema }),
  'application.decided': z.object({ applicationId: idSchema, outcome: z.enum(OUTCOMES) }),
  'loan.booked': z.object({ loanId: idSchema, applicationId: idSchema, orderId: idSchema }),
  /** A command changed the loan: its version and what was done. Of one loan they are handled in order. */
  'loan.changed': z.object({ loanId: idSchema, version: z.int(), kind: z.string() }),
  /** Status or bucket moved, by a command or by the close of business. */
  'loan.standing-changed': z.object({
    loanId: idSchema,
    status: z.enum(LOAN_STATUSES),
    bucket: z.enum(OVERDUE_BUCKETS),
    on: dateSchema,
  }),
  'repayment.paid': z.object({ repaymentId: idSchema }),
  'order.delivered': z.object({ orderId: idSchema }),
  'order.cancelled': z.object({ orderId: idSchema }),
} as const;

export type Topic = keyof typeof eventPayloads;
export type Payload<T extends Topic> = z.infer<(typeof eventPayloads)[T]>;

export interface Event<T extends Topic = Topic> {
  id: string;
  topic: T;
  key: string;
  merchantId: string | null;
  payload: Payload<T>;
}
