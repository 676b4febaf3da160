import type { DevicesState, SandboxMessage, SimulatedCard } from '#shared/wire/sandbox.ts';
import type { Devices } from './devices.ts';
import type { SmsGateway } from './sms-gateway.ts';

/** All the tray shows. */
export interface SandboxState {
  devices: DevicesState | null;
  cards: SimulatedCard[];
  messages: readonly SandboxMessage[];
  kioskUrl: string | null;
}

/** The state of the sandbox, and who watches it. The devices are looked at only while somebody does. */
export interface Board {
  read(): Promise<SandboxState>;
  /** Tells the watchers now, where something changed. */
  refresh(): Promise<void>;
  watch(onState: (json: string) => void): () => void;
}

const LOOK_AGAIN_MS = 1_000;

export function makeBoard({ devices, gateway, kioskUrl }: BoardOptions): Board {
  const watchers = new Set<(json: string) => void>();
  let shown = '';
  let timer: NodeJS.Timeout | undefined;
  const read = async (): Promise<SandboxState> => {
    const [state, cards] = await Promise.all([devices.state(), devices.cards()]);
    return { devices: state, cards, messages: gateway.messages(), kioskUrl: kioskUrl ?? null };
  };
  const refresh = async (): Promise<void> => {
    if (watchers.size === 0) return;
    const json = JSON.stringify(await read());
    if (json === shown) return;
    shown = json;
    for (const tell of watchers) tell(json);
  };
  return {
    read,
    refresh,
    watch: (onState) => {
      watchers.add(onState);
      // Forgotten, so that whoever comes in now is told at once.
      shown = '';
      lookSoon();
      timer ??= setInterval(lookSoon, LOOK_AGAIN_MS).unref();
      return () => {
        watchers.delete(onState);
        if (watchers.size > 0) return;
        clearInterval(timer);
        timer = undefined;
      };
    },
  };

  function lookSoon(): void {
    refresh().catch((error: unknown) => {
      const name = error instanceof Error ? error.name : 'unknown';
      console.error(JSON.stringify({ level: 'warn', event: 'sandbox-look-failed', name }));
    });
  }
}

interface BoardOptions {
  devices: Devices;
  gateway: SmsGateway;
  kioskUrl: string | undefined;
}
