/** `zhanggui simulate KIND`: a device without a device, on a TCP port or the far end of a pty, until Ctrl-C. */
import type { Clock } from '../link/clock.ts';
import { noTimer } from '../link/clock.ts';
import type { SimulatedDevice } from '../simulators/device.ts';
import { hostOnSerial } from '../simulators/serial-host.ts';
import type { Orders, SimulatedKind } from '../simulators/simulated.ts';
import { createSimulated } from '../simulators/simulated.ts';
import { hostOnTcp } from '../simulators/tcp-host.ts';
import { parseAddress } from '../transport/address.ts';
import type { Context } from './context.ts';
import { until } from './context.ts';
import type { Outcome } from './outcome.ts';
import { done, fail } from './outcome.ts';

interface SimulateOptions {
  readonly listen: string;
  readonly card: readonly string[];
  readonly scan: readonly string[];
  readonly misbehave: readonly string[];
}

/** How long a card lies, a scanner rests, and the counter is empty in between. */
const CARD_LIES_MS = 4000;
const CARD_AWAY_MS = 1500;
const SCAN_EVERY_MS = 3000;
const FIRST_SCAN_MS = 500;

export async function simulate(context: Context, kind: SimulatedKind, options: SimulateOptions): Promise<Outcome> {
  const { out, words, clock, timeoutMs } = context;
  const { device, orders } = createSimulated(kind);
  for (const [name, wanted] of [
    ['misbehave', options.misbehave],
    ['card', options.card],
  ] as const) {
    const unknown = wanted.find((value) => orders[name]?.(value) !== true);
    if (unknown !== undefined) return fail(name === 'card' ? 'unknown-card' : 'usage', `--${name} ${unknown}`);
  }
  if (options.scan.length > 0 && orders['scan'] === undefined) return fail('usage', '--scan');
  const cards = rotate(clock, options.card, orders);
  const hosted = await host(readingAloud(device, clock, options.scan, orders), options.listen);
  if (!hosted.ok) return hosted;
  out.tell({ event: 'listening', kind, address: hosted.address }, [words.simulate.listening(kind, hosted.address)]);
  const ended = (): Outcome => done;
  return until(context, { limitMs: timeoutMs, onInterrupt: ended, onTimeout: ended }, () => {
    out.hint(words.simulate.help(Object.keys(orders).join(', ')));
    const hush = context.onLine((line) => {
      const [, name = '', rest = ''] = /^(\S+)\s*(.*)$/.exec(line.trim()) ?? [];
      const order = Object.hasOwn(orders, name) ? orders[name] : undefined;
      const answer = order?.(rest) ?? false;
      if (answer === false) out.hint(words.simulate.unknown);
      if (typeof answer === 'string') out.tell({ event: name, text: answer }, [answer]);
    });
    return {
      stop: () => {
        hush();
        cards.stop();
        return hosted.stop();
      },
    };
  });
}

/** One card lies there for ever; several take turns. */
function rotate(clock: Clock, ids: readonly string[], orders: Orders): { stop(): void } {
  let cancel = noTimer;
  const lay = (turn: number): void => {
    const id = ids[turn % ids.length];
    if (id === undefined) return;
    orders['card']?.(id);
    if (ids.length === 1) return;
    cancel = clock.after(CARD_LIES_MS, () => {
      orders['take']?.('');
      cancel = clock.after(CARD_AWAY_MS, () => lay(turn + 1));
    });
  };
  lay(0);
  return { stop: () => cancel() };
}

/** A scanner that reads its codes in turn to whoever is connected. */
function readingAloud(
  device: SimulatedDevice,
  clock: Clock,
  texts: readonly string[],
  orders: Orders,
): SimulatedDevice {
  if (texts.length === 0) return device;
  return {
    powerCycle: () => device.powerCycle(),
    connect: (send) => {
      const connection = device.connect(send);
      let cancel = noTimer;
      const read = (turn: number, afterMs: number): void => {
        cancel = clock.after(afterMs, () => {
          orders['scan']?.(texts[turn % texts.length] ?? '');
          read(turn + 1, SCAN_EVERY_MS);
        });
      };
      read(0, FIRST_SCAN_MS);
      return {
        receive: (bytes) => connection.receive(bytes),
        end: () => {
          cancel();
          connection.end();
        },
      };
    },
  };
}

type Hosted = { readonly ok: true; readonly address: string; stop(): Promise<void> } | Extract<Outcome, { ok: false }>;

/** Port 0 takes any free one, which an address of a device cannot name. */
const TCP = /^tcp:\/\/([a-z0-9.-]+):(\d{1,5})$/i;

async function host(device: SimulatedDevice, listen: string): Promise<Hosted> {
  const [, name, port] = TCP.exec(listen) ?? [];
  try {
    if (name !== undefined) {
      const tcp = await hostOnTcp(device, Number(port), name);
      return { ok: true, address: tcp.address, stop: tcp.unplug };
    }
    const parsed = parseAddress(listen);
    if (!parsed.ok || parsed.address.scheme !== 'serial' || parsed.address.target.by !== 'path') {
      return refused('bad-address', listen);
    }
    const serial = await hostOnSerial(device, parsed.address.target.path);
    return { ok: true, address: listen, stop: () => serial.close() };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const isTaken = 'code' in error && error.code === 'EADDRINUSE';
    return refused(isTaken ? 'port-taken' : 'not-listening', error.message);
  }
}

function refused(
  code: 'bad-address' | 'port-taken' | 'not-listening',
  detail: string,
): Extract<Outcome, { ok: false }> {
  return { ok: false, code, detail };
}
