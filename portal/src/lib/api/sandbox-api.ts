import { z } from 'zod';
import { idSchema } from '#shared/wire/scalars.ts';
import { devicesState, sandboxMessage, simulatedCard, type DEVICES } from '#shared/wire/sandbox.ts';

/** The sandbox's control API: plain JSON on the page's own origin, parsed here once. */

export const MISBEHAVIOURS = [
  'none',
  'split',
  'noise',
  'bad-checksum',
  'late',
  'silence',
  'self-test-failed',
  'pulled-away',
] as const;
export type Misbehaviour = (typeof MISBEHAVIOURS)[number];
export type Device = (typeof DEVICES)[number];

export const sandboxState = z.object({
  devices: devicesState.nullable(),
  cards: z.array(simulatedCard),
  messages: z.array(sandboxMessage),
});
export type SandboxState = z.infer<typeof sandboxState>;

const openOrders = z.object({
  items: z.array(z.object({ id: idSchema, number: z.string(), summary: z.string(), code: z.string() })),
});
export type OpenOrder = z.infer<typeof openOrders>['items'][number];

export type SandboxCommand =
  | { do: 'put-card'; id: string }
  | { do: 'take-card' }
  | { do: 'scan'; text: string }
  | { do: 'plug' | 'unplug'; device: Device }
  | { do: 'misbehave'; kind: Misbehaviour };

/** Tells the simulators what the hands at the counter do; false where they did not take it. */
export async function sendCommand(command: SandboxCommand): Promise<boolean> {
  const answer = await reached(request(command));
  return answer?.ok ?? false;
}

function request(command: SandboxCommand): Promise<Response> {
  switch (command.do) {
    case 'put-card':
      return post('/sandbox/card', { id: command.id });
    case 'take-card':
      return fetch('/sandbox/card', { method: 'DELETE' });
    case 'scan':
      return post('/sandbox/scan', { text: command.text });
    case 'plug':
      return post('/sandbox/plug', { device: command.device });
    case 'unplug':
      return post('/sandbox/unplug', { device: command.device });
    case 'misbehave':
      return post('/sandbox/misbehave', { kind: command.kind });
  }
}

/** The orders that wait for a scan, or null where the server did not say. */
export async function readOpenOrders(): Promise<OpenOrder[] | null> {
  const answer = await reached(fetch('/sandbox/orders'));
  return answer?.ok ? openOrders.parse(await answer.json()).items : null;
}

/** The state now; `none` where this server has no sandbox, `offline` where there is no server. */
export async function readState(): Promise<SandboxState | 'none' | 'offline'> {
  const answer = await reached(fetch('/sandbox/state'));
  if (answer === null || answer.status >= 500) return 'offline';
  const isJson = answer.headers.get('content-type')?.includes('json') ?? false;
  return answer.ok && isJson ? sandboxState.parse(await answer.json()) : 'none';
}

/** Follows the state until the returned function is called; the browser reconnects by itself. */
export function followState(onState: (state: SandboxState) => void, onLost: () => void): () => void {
  const stream = new EventSource('/sandbox/stream');
  stream.addEventListener('message', (event: MessageEvent<string>) => {
    onState(sandboxState.parse(JSON.parse(event.data)));
  });
  stream.addEventListener('error', onLost);
  return () => stream.close();
}

function post(path: string, body: object): Promise<Response> {
  return fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

/** `fetch` throws a TypeError for every failure of the line; that is an answer here. */
async function reached(asked: Promise<Response>): Promise<Response | null> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}
