import { sandboxMessage, type SandboxMessage } from '#shared/wire/sandbox.ts';
import { readSigned } from './signed-body.ts';

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
      const message = readSigned({ key, body, signature }, sandboxMessage);
      if (message.status !== 200) return message.status;
      // The same id is the same message sent again.
      if (!kept.some(({ id }) => id === message.content.id)) kept = [...kept, message.content].slice(-KEPT);
      return 200;
    },
    messages: () => kept,
  };
}
