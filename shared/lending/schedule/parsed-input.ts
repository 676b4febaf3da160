import type { z } from 'zod';
import { answer, decline, type Outcome } from '../refusal.ts';

/** Parses what a caller wrote; the first thing wrong with it becomes the refusal's detail. */
export function parsedInput<T extends z.ZodType>(schema: T, input: unknown): Outcome<z.output<T>> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return answer(parsed.data);
  const [issue] = parsed.error.issues;
  return decline('input-malformed', `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not readable'}`);
}
