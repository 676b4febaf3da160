// What a test does at the counter: put a card, scan a code, pull a plug. A client of the simulators' control API.
import assert from 'node:assert/strict';

export type Device = 'reader' | 'scanner' | 'printer';

export interface CounterState {
  readonly reader: { readonly plugged: boolean; readonly card: { readonly id: string; readonly label: string } | null };
  readonly scanner: { readonly plugged: boolean };
}

export interface SandboxCard {
  readonly id: string;
  readonly label: string;
  readonly name: string;
  readonly birth: string;
  readonly note: string;
}

export interface Control {
  state(): Promise<CounterState>;
  cards(): Promise<readonly SandboxCard[]>;
  putCard(id: string): Promise<void>;
  removeCard(): Promise<void>;
  /** Answers how many programs were listening to the scanner. */
  scan(text: string): Promise<number>;
  /** What came out of the printer since it was last torn off. */
  printedPaper(): Promise<string>;
  unplug(device: Device): Promise<void>;
  plug(device: Device): Promise<void>;
  /** A kind of trouble for the next answers of the reader; see hardware/simulators. */
  misbehave(kind: string): Promise<void>;
}

export function controlAt(url: string): Control {
  const ask = async (method: string, path: string, body?: object): Promise<string> => {
    const response = await fetch(`${url}${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    const text = await response.text();
    assert(response.ok, `${method} ${path} of the simulators answered ${response.status}: ${text}`);
    return text;
  };
  const call = async (method: string, path: string, body?: object): Promise<unknown> =>
    JSON.parse(await ask(method, path, body));
  const tell = async (method: string, path: string, body?: object): Promise<void> => {
    await call(method, path, body);
  };
  // The simulators are ours and tested on their own; their answers are taken at their word here.
  return {
    state: async () => (await call('GET', '/state')) as CounterState,
    cards: async () => (await call('GET', '/cards')) as SandboxCard[],
    putCard: (id) => tell('POST', '/card', { id }),
    removeCard: () => tell('DELETE', '/card'),
    scan: async (text) => ((await call('POST', '/scan', { text })) as { listeners: number }).listeners,
    printedPaper: () => ask('GET', '/print-paper'),
    unplug: (device) => tell('POST', '/unplug', { device }),
    plug: (device) => tell('POST', '/plug', { device }),
    misbehave: (kind) => tell('POST', '/misbehave', { kind }),
  };
}
