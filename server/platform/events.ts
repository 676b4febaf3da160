import { z } from 'zod';
import { OUTCOMES, PROGRESS_TIMELINE } from '#shared/wire/decision.ts';
import { idSchema } from '#shared/wire/scalars.ts';

/** Every event that contexts tell each other about. Payloads hold ids and closed words: never personal data. */
export const eventPayloads = {
  /** A line of an order's time line was written: the portal's live feed. */
  'order.changed': z.object({ orderId: idSchema, kind: z.enum(PROGRESS_TIMELINE) }),
  'application.received': z.object({ applicationId: idSchema }),
  'application.decided': z.object({ applicationId: idSchema, outcome: z.enum(OUTCOMES) }),
  'loan.booked': z.object({ loanId: idSchema, applicationId: idSchema, orderId: idSchema }),
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
