import { z } from 'zod';
import { isSigned } from '#server/platform/signature.ts';

/** What a gateway makes of a request: its content, or the status of HTTP with which it is sent back. */
export type Signed<T> = { status: 200; content: T } | { status: 400 | 401 };

export function readSigned<T extends z.ZodType>(
  request: { key: Uint8Array; body: string; signature: string | undefined },
  content: T,
): Signed<z.output<T>> {
  if (!isSigned(request.key, request.body, request.signature)) return { status: 401 };
  const parsed = json.pipe(content).safeParse(request.body);
  return parsed.success ? { status: 200, content: parsed.data } : { status: 400 };
}

const json = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    // What is no JSON is no message, which is an answer here.
    context.addIssue({ code: 'custom', message: 'not JSON' });
    return z.NEVER;
  }
});
