import { z } from 'zod';
import { signatureSchema } from '#shared/lending/contract.ts';
import { CONSENT_PURPOSES, INCOME_BANDS, OCCUPATIONS } from '#shared/wire/application.ts';
import { REPAYMENT_CHOICES } from '#shared/wire/repayments.ts';
import { base64Schema, languageSchema } from '#shared/wire/scalars.ts';

/** What a person at the kiosk can want. Parsed at the agent's door; whether it is allowed now, the state table says. */
export const intentSchema = z.discriminatedUnion('kind', [
  /** The main button of a screen that asks nothing: order, identity (card shown), face (picture shown). */
  z.object({ kind: z.literal('continue') }),
  z.object({ kind: z.literal('answer-consent'), purpose: z.enum(CONSENT_PURPOSES), granted: z.boolean() }),
  /** Read the card again, take the picture again, try a refused payment again. */
  z.object({ kind: z.literal('again') }),
  z.object({
    kind: z.literal('take-face'),
    /** JPEG, base64 without a data URL's head. */
    jpeg: base64Schema.min(1_000).max(1_200_000),
    faces: z.int().min(0).max(50),
    detectionPercent: z.int().min(0).max(100),
    /** Height of the face box in per cent of the picture's. */
    faceHeightPercent: z.int().min(0).max(100),
    detector: z.string().max(60),
  }),
  z.object({ kind: z.literal('camera-failed') }),
  z.object({ kind: z.literal('enter-phone'), phone: z.string().max(20) }),
  z.object({ kind: z.literal('enter-code'), code: z.string().max(10) }),
  z.object({ kind: z.literal('resend-code') }),
  z.object({ kind: z.literal('choose-income'), band: z.enum(INCOME_BANDS) }),
  z.object({ kind: z.literal('choose-occupation'), occupation: z.enum(OCCUPATIONS) }),
  /** From review, when the line is back: verify the phone now. */
  z.object({ kind: z.literal('verify-phone') }),
  z.object({ kind: z.literal('submit') }),
  /** Leave while it is being decided, saved, booked or paid: the answer comes by SMS. */
  z.object({ kind: z.literal('leave') }),
  z.object({ kind: z.literal('choose-plan'), terms: z.int().min(1).max(12) }),
  z.object({ kind: z.literal('accept-plan') }),
  z.object({ kind: z.literal('sign-cost-statement'), readToEnd: z.boolean(), signature: signatureSchema }),
  z.object({ kind: z.literal('sign-contract'), readToEnd: z.boolean(), signature: signatureSchema }),
  /** From every screen with a slip: on paper, and again if it failed. */
  z.object({ kind: z.literal('print-slip') }),
  /** From the first screen: not to buy, but to repay. */
  z.object({ kind: z.literal('repay') }),
  z.object({ kind: z.literal('enter-reference'), reference: z.string().max(20) }),
  z.object({ kind: z.literal('enter-phone-last4'), digits: z.string().max(10) }),
  z.object({ kind: z.literal('choose-repayment'), choice: z.enum(REPAYMENT_CHOICES) }),
  z.object({ kind: z.literal('done') }),
  z.object({ kind: z.literal('back') }),
  z.object({ kind: z.literal('cancel') }),
  z.object({ kind: z.literal('still-here') }),
  z.object({ kind: z.literal('set-language'), language: languageSchema }),
  z.object({ kind: z.literal('set-large-type'), on: z.boolean() }),
]);
export type Intent = z.infer<typeof intentSchema>;
