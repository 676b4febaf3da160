import { z } from 'zod';
import { planSchema } from '../lending/plan.ts';
import { amountSchema, idSchema, instantSchema } from './scalars.ts';

export const OUTCOMES = ['approved', 'declined', 'referred', 'more-needed'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** Why: stable codes, each with a sentence for the shopper and one for the reviewer in the message table. */
export const REASON_CODES = [
  'underage',
  'over-age',
  'document-invalid',
  'document-expired',
  'open-application',
  'too-many-from-terminal',
  'too-many-from-phone',
  'phone-unverified',
  'amount-above-limit',
  'score-below-cutoff',
  'score-borderline',
  'income-stable',
  'income-low-for-amount',
  'face-not-checked',
  'consent-missing',
  'amount-out-of-product',
] as const;
export const reasonCode = z.enum(REASON_CODES);
export type ReasonCode = z.infer<typeof reasonCode>;

export const TIERS = ['A', 'B', 'C', 'D'] as const;
export type Tier = (typeof TIERS)[number];

export const offerSchema = z.object({
  offerId: idSchema,
  applicationId: idSchema,
  lender: z.string(),
  principalFen: amountSchema,
  limitFen: amountSchema,
  plans: z.array(planSchema),
  expiresAt: instantSchema,
});
export type Offer = z.infer<typeof offerSchema>;

export const APPLICATION_STATUSES = [
  'received',
  'screening',
  'approved',
  'declined',
  'referred',
  'more-needed',
  'offered',
  'accepted',
  'contracted',
  'cancelled',
  'expired',
] as const;
export type ApplicationStatus = (typeof APPLICATION_STATUSES)[number];

/** What the time line of an order can say. */
export const PROGRESS_TIMELINE = [
  'created',
  'taken-up',
  'consented',
  'identified',
  'face-taken',
  'contact-given',
  'reviewing',
  'left',
  'application-received',
  'application-approved',
  'application-declined',
  'application-referred',
  'application-more-needed',
  'offers-shown',
  'cost-statement-read',
  'contract-read',
  'contracted',
  'withdrawn',
  'cancelled',
  'delivered',
  'settlement-due',
  'refunded',
  'refund-undone',
] as const;
export type TimelineKind = (typeof PROGRESS_TIMELINE)[number];
