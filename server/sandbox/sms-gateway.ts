import { timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { sandboxMessage, type SandboxMessage } from '#shared/wire/sandbox.ts';
import { signSms } from '#server/platform/sms.ts';

const KEPT = 200;

/** An SMS gateway as the real ones are: it takes signed messages, and shows them to nobody but the tray. */
export interface SmsGateway {
  /** What the sender is answered: a status as of HTTP. */
  take(body: string, signature: string | undefined): 200 | 400 | 401;
  /** The last two hundred, oldest first. */
  messages(): readonly SandboxMessage[];
}

export function makeSmsGateway(key: Uint8Array): SmsGateway {
  let kept: readonly SandboxMessage[] = [];
  return {
    take: (body, signature) => {
      if (!isSigned(key, body, signature)) return 401;
      const message = messageText.safeParse(body);
      if (!message.success) return 400;
      // The same id is the same message sent again.
      if (!kept.some(({ id }) => id === message.data.id)) kept = [...kept, message.data].slice(-KEPT);
      return 200;
    },
    messages: () => kept,
  };
}

const messageText = z
  .string()
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      // What is no JSON is no message, which is an answer here.
      context.addIssue({ code: 'custom', message: 'not JSON' });
      return z.NEVER;
    }
  })
  .pipe(sandboxMessage);

function isSigned(key: Uint8Array, body: string, signature: string | undefined): boolean {
  const expected = Buffer.from(signSms(key, body));
  const given = Buffer.from(signature ?? '');
  return expected.length === given.length && timingSafeEqual(expected, given);
}
