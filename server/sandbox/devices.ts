import { z } from 'zod';
import { devicesState, simulatedCard, type DevicesState, type SimulatedCard } from '#shared/wire/sandbox.ts';

/** The simulators' control API, asked by the server so that the tray's page needs no other origin. */
export interface Devices {
  /** Null where the simulators don't answer. */
  state(): Promise<DevicesState | null>;
  cards(): Promise<SimulatedCard[]>;
  command(method: 'POST' | 'DELETE', path: string, body: string): Promise<{ status: number; body: string }>;
}

const TIMEOUT_MS = 3_000;
const UNREACHED = { status: 502, body: JSON.stringify({ error: 'devices-unreachable' }) };

export function devicesAt(url: string | undefined): Devices {
  const base = url?.replace(/\/+$/, '');
  return {
    state: async () => devicesState.nullable().parse(await read(base, '/state')),
    cards: async () => z.array(simulatedCard).parse((await read(base, '/cards')) ?? []),
    command: async (method, path, body) => {
      const content = body === '' ? {} : { body, headers: { 'content-type': 'application/json' } };
      const answer = await reach(base, path, { method, ...content });
      return answer ? { status: answer.status, body: await answer.text() } : UNREACHED;
    },
  };
}

async function read(base: string | undefined, path: string): Promise<unknown> {
  const answer = await reach(base, path, {});
  if (answer?.ok) return answer.json();
  await answer?.body?.cancel();
  return null;
}

/** Null where nobody answers: simulators may be off, and the tray says so. */
async function reach(base: string | undefined, path: string, init: RequestInit): Promise<Response | null> {
  if (base === undefined) return null;
  try {
    return await fetch(`${base}${path}`, { ...init, signal: AbortSignal.timeout(TIMEOUT_MS) });
  } catch (error) {
    // `fetch` fails with a TypeError for every trouble of the line, and with a TimeoutError for a slow one.
    if (error instanceof TypeError || (error instanceof DOMException && error.name === 'TimeoutError')) return null;
    throw error;
  }
}
