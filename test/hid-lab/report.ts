/** What the machine of the lab says on its second serial line: one JSON object in a line. */
import { z } from 'zod';

export const reportSchema = z.discriminatedUnion('kind', [
  /** The checks begin; `upMs` is how long the machine has been up. */
  z.strictObject({ kind: z.literal('booted'), upMs: z.number() }),
  z.strictObject({ kind: z.literal('check'), name: z.string(), tookMs: z.number(), failure: z.string().nullable() }),
  z.strictObject({ kind: z.literal('finished') }),
]);
export type Report = z.infer<typeof reportSchema>;
export type CheckReport = Extract<Report, { kind: 'check' }>;
