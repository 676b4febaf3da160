import { z } from 'zod';
import { dateSchema, idSchema, languageSchema, sha256Schema } from '../wire/scalars.ts';
import { costStatementSchema } from './cost-statement.ts';
import { planSchema } from './plan.ts';

/** The contract as a value: kiosk screen and PDF are rendered from it, and its hash is what gets signed. */
export const contractSchema = z.object({
  version: z.literal('2026-11'),
  /** Contract number for people, e.g. ZG-20261122-A7-0193. */
  number: z.string(),
  applicationId: idSchema,
  language: languageSchema,
  madeOn: dateSchema,
  borrower: z.object({ name: z.string(), number: z.string() }),
  lender: z.string(),
  merchant: z.string(),
  store: z.string(),
  goods: z.string(),
  plan: planSchema,
  costStatement: costStatementSchema,
  /** The clauses in the language of the session, as shown. */
  clauses: z.array(z.object({ heading: z.string(), paragraphs: z.array(z.string()) })),
  hash: sha256Schema,
});
export type Contract = z.infer<typeof contractSchema>;

/** A signature as drawn: points in the pad's own pixels, times in ms from the first touch. */
export const signatureSchema = z.object({
  width: z.int().min(1).max(4000),
  height: z.int().min(1).max(4000),
  strokes: z
    .array(
      z
        .array(z.object({ x: z.number().min(0).max(4000), y: z.number().min(0).max(4000), t: z.int().min(0) }))
        .min(1)
        .max(4000),
    )
    .min(1)
    .max(200),
});
export type Signature = z.infer<typeof signatureSchema>;

const LEAST_INK = 60;

/** A tap is no signature: the strokes must be at least this long together, in pixels. */
export function isSigned(signature: Signature): boolean {
  const ink = signature.strokes.reduce((sum, stroke) => {
    return (
      sum +
      stroke.slice(1).reduce((length, point, index) => {
        const before = stroke[index];
        return before ? length + Math.hypot(point.x - before.x, point.y - before.y) : length;
      }, 0)
    );
  }, 0);
  return ink >= LEAST_INK;
}
