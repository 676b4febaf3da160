import { SIGNATURE_HEADER, signBody } from './signature.ts';

/** A short message; the same `id` is the same message, so that a gateway can drop a repeat. */
export interface Sms {
  id: string;
  phone: string;
  text: string;
}

export interface SmsPort {
  /** Resolves when the gateway has taken the message; throws otherwise, telling neither phone nor text. */
  send(message: Sms): Promise<void>;
}

const TIMEOUT_MS = 5_000;

/** Posts JSON `{id, phone, text, sentAt}`, signed. */
export function httpSms(options: { url: string; key: Uint8Array; now: () => number }): SmsPort {
  return {
    send: async ({ id, phone, text }) => {
      const body = JSON.stringify({ id, phone, text, sentAt: options.now() });
      const response = await fetch(options.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', [SIGNATURE_HEADER]: signBody(options.key, body) },
        body,
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      await response.body?.cancel();
      if (!response.ok) throw new Error(`The SMS gateway answered ${response.status}.`);
    },
  };
}
