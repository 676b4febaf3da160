/** Simulators in the test's own process, on free TCP ports. */
import type { Orders, SimulatedKind } from '../../simulators/simulated.ts';
import { createSimulated } from '../../simulators/simulated.ts';
import { hostOnTcp } from '../../simulators/tcp-host.ts';

export interface InProcess {
  readonly address: string;
  readonly orders: Orders;
}

export interface Counter {
  /** `orders` as a person would type them: `card man`, `misbehave noise`. */
  readonly simulate: (kind: SimulatedKind, ...orders: readonly string[]) => Promise<InProcess>;
  /** A scanner before which this code lies: it is read again and again to whoever listens. */
  readonly scannerReading: (kind: SimulatedKind, code: string) => Promise<string>;
  /** To be done by `clearAway`, the last first. */
  readonly later: (clean: () => Promise<unknown>) => void;
  /** After each test. */
  readonly clearAway: () => Promise<void>;
}

export function createCounter(): Counter {
  const cleanups: (() => Promise<unknown>)[] = [];

  async function simulate(kind: SimulatedKind, ...orders: readonly string[]): Promise<InProcess> {
    const simulated = createSimulated(kind);
    for (const line of orders) {
      const [name = '', ...rest] = line.split(' ');
      if (simulated.orders[name]?.(rest.join(' ')) !== true) throw new Error(`a ${kind} cannot do: ${line}`);
    }
    const host = await hostOnTcp(simulated.device, 0);
    cleanups.push(host.unplug);
    return { address: host.address, orders: simulated.orders };
  }

  return {
    simulate,
    scannerReading: async (kind, code) => {
      const { address, orders } = await simulate(kind);
      const reading = setInterval(() => orders['scan']?.(code), 200);
      cleanups.push(async () => clearInterval(reading));
      return address;
    },
    later: (clean) => cleanups.push(clean),
    clearAway: async () => {
      for (const clean of cleanups.splice(0).reverse()) await clean();
    },
  };
}
