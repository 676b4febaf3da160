/** How a command ends. Whatever else goes wrong in here is a defect of ours: `run` makes it the problem `crashed`. */
import type { CliMessages } from '#shared/messages/cli.ts';
import type { LinkError } from '../transport/transport.ts';

export type ProblemCode = keyof CliMessages['problems'];

/** `detail` is technical text without personal data. */
export type Outcome =
  { readonly ok: true } | { readonly ok: false; readonly code: ProblemCode; readonly detail: string };

export const done: Outcome = { ok: true };

export function fail(code: ProblemCode, detail = ''): Outcome {
  return { ok: false, code, detail };
}

export function failLink({ code, detail }: LinkError): Outcome {
  return fail(code, detail);
}
