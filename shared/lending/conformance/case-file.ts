import { z } from 'zod';

/** A file of cases: its format and the cases, each of which has an id. */
const caseFileSchema = z.object({
  format: z.string().regex(/^loan-cases\//),
  cases: z.array(z.looseObject({ id: z.string() })),
  /** Named once for all cases of the file. */
  allocationOrders: z.unknown().optional(),
});
export type CaseFile = z.output<typeof caseFileSchema>;

/** `null` for any other JSON. */
export function caseFile(content: unknown): CaseFile | null {
  const parsed = caseFileSchema.safeParse(content);
  return parsed.success ? parsed.data : null;
}

export function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
