// What the sandbox tells a test: the codes of the open orders and the messages on the shopper's phone.
import assert from 'node:assert/strict';
import { z } from 'zod';
import { sandboxMessage, type SandboxMessage } from '#shared/wire/sandbox.ts';
import { until } from './until.ts';

const orders = z.object({ items: z.array(z.object({ id: z.string(), number: z.string(), code: z.string() })) });
const state = z.object({ messages: z.array(sandboxMessage) });

export async function orderCode(serverUrl: string, orderId: string): Promise<string> {
  const { items } = orders.parse(await (await fetch(`${serverUrl}/sandbox/orders`)).json());
  const found = items.find(({ id }) => id === orderId);
  assert(found, 'the order is not among the open ones');
  return found.code;
}

export async function messagesTo(serverUrl: string, phone: string): Promise<SandboxMessage[]> {
  const { messages } = state.parse(await (await fetch(`${serverUrl}/sandbox/state`)).json());
  return messages.filter((message) => message.phone === phone);
}

/** The newest six digits sent to this phone; waits for the `nth` message with a code. */
export async function phoneCode(serverUrl: string, phone: string, nth = 1): Promise<string> {
  return until('a code on the phone', async () => {
    const codes = (await messagesTo(serverUrl, phone))
      .sort((a, b) => a.sentAt - b.sentAt)
      .flatMap(({ text }) => /(?<!\d)\d{6}(?!\d)/.exec(text)?.[0] ?? []);
    return codes.length >= nth ? codes.at(-1) : undefined;
  });
}
