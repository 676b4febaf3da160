/** A driver on a device that answers, while somebody else talks into its line, people act, and the plug is pulled. */
import type { SimulatedDevice } from '../../simulators/device.ts';
import type { MemoryWire } from '../../simulators/memory-wire.ts';
import { createMemoryWire } from '../../simulators/memory-wire.ts';
import type { Fed, Moment } from '../subject.ts';
import type { TurnedClock } from '../turned-clock.ts';
import { createTurnedClock } from '../turned-clock.ts';

export interface Rig {
  /** Bytes that reach the driver as if its device had said them. */
  readonly say: (bytes: Uint8Array) => void;
  readonly setPlug: (isIn: boolean) => void;
  /** What people do meanwhile. */
  readonly whims: readonly ((moment: Moment) => void)[];
  /** How many events were told since the last call. */
  readonly takeNews: () => number;
}

const ACT_EVERY = 16;
const PULL_EVERY = 509;
/** As many turns as the longest chain of promises between a timer and what it does. */
const TURNS = 12;

export function underFire(build: (clock: TurnedClock) => Rig): Fed {
  const clock = createTurnedClock();
  const rig = build(clock);
  const live = async (moment: Moment): Promise<number> => {
    clock.turnTo(moment.nowMs);
    await settle();
    rig.whims[Math.floor(moment.whim / ACT_EVERY)]?.(moment);
    if (moment.whim % PULL_EVERY === 0) rig.setPlug(moment.whim % 2 === 0);
    await settle();
    return rig.takeNews();
  };
  return {
    push: (bytes, moment) => {
      if (bytes.length > 0) rig.say(bytes);
      return live(moment);
    },
    quiet: (moment) => {
      if (moment.whim % 3 === 0) rig.setPlug(true);
      return live(moment);
    },
  };
}

async function settle(): Promise<void> {
  for (let turn = 0; turn < TURNS; turn += 1) await Promise.resolve();
}

export interface FireWire extends Pick<Rig, 'say' | 'setPlug'> {
  readonly transport: MemoryWire;
}

export function fireWireOn(device: SimulatedDevice): FireWire {
  let say = (_bytes: Uint8Array): void => undefined;
  const transport = createMemoryWire({
    device: {
      connect: (send) => {
        say = send;
        return device.connect(send);
      },
      powerCycle: () => device.powerCycle(),
    },
  });
  return {
    transport,
    say: (bytes) => say(bytes),
    setPlug: (isIn) => (isIn ? transport.plug() : transport.unplug()),
  };
}

export interface NewsCount extends Pick<Rig, 'takeNews'> {
  readonly note: () => void;
}

export function createNewsCount(): NewsCount {
  let news = 0;
  return {
    note: () => {
      news += 1;
    },
    takeNews: () => {
      const taken = news;
      news = 0;
      return taken;
    },
  };
}
