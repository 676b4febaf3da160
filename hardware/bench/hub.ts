/** What a day of a large counter costs: sixteen devices in the hub's own slots, a million events through them. */
import { EventEmitter } from 'node:events';
import { heldBytes } from '../fuzz/held-bytes.ts';
import type { WiredRole } from '../hub/config.ts';
import { WIRED_ROLES } from '../hub/config.ts';
import type { Attachment, Driver } from '../hub/device-slot.ts';
import { createDeviceSlot } from '../hub/device-slot.ts';
import type { DeviceEvent } from '../hub/events.ts';
import { systemClock } from '../link/clock.ts';

const DEVICES = 16;
const LOST = { code: 'lost', detail: 'unplugged' } as const;

export interface HubBench {
  readonly eventsPerSecond: number;
  /** The same events through bare event emitters. */
  readonly emitterEventsPerSecond: number;
  readonly ratio: number;
  /** Heap and buffers after all events over before, rubbish collected. */
  readonly grownMegabytes: number;
  readonly events: number;
}

export async function benchHub(events = 1_000_000): Promise<HubBench> {
  let told = 0;
  const attached: Attachment<DeviceEvent>[] = [];
  const slots = Array.from({ length: DEVICES }, (_, at) => {
    const role = WIRED_ROLES[at % WIRED_ROLES.length] ?? 'reader';
    return createDeviceSlot<DeviceEvent, { readonly address: string }, Driver>({
      role,
      clock: systemClock,
      now: () => Date.now(),
      open: (_entry, attachment) => {
        attached.push(attachment);
        return { start: () => undefined, stop: () => Promise.resolve() };
      },
      onEvent: () => (told += 1),
      onHealth: () => undefined,
    });
  });
  for (const [at, slot] of slots.entries()) await slot.assign({ address: `tcp://127.0.0.1:${9000 + at}` });

  // A tenth first: code gets compiled, tables get their size.
  say(attached, events / 10);
  const before = await heldBytes();
  told = 0;
  const seconds = secondsOf(() => say(attached, events));
  const grownMegabytes = Math.max(0, (await heldBytes()) - before) / 1e6;
  if (told !== events) throw new Error(`${told} of ${events} events were told`);
  await Promise.all(slots.map((slot) => slot.close()));

  const peers = emitters();
  say(peers, events / 10);
  const emitterSeconds = secondsOf(() => say(peers, events));
  return {
    eventsPerSecond: events / seconds,
    emitterEventsPerSecond: events / emitterSeconds,
    ratio: emitterSeconds / seconds,
    grownMegabytes,
    events,
  };
}

type Mouth = Pick<Attachment<DeviceEvent>, 'onEvent' | 'meter'>;

/** Each device in turn; one event in a thousand is an outage or its end. */
function say(mouths: readonly Mouth[], events: number): void {
  for (let count = 0; count < events; count += 1) {
    const at = count % mouths.length;
    const mouth = mouths[at];
    if (mouth === undefined) continue;
    if (count % 7 === 0) mouth.meter.fault('noise');
    else mouth.meter.good();
    mouth.onEvent(eventOf(WIRED_ROLES[at % WIRED_ROLES.length] ?? 'reader', count));
  }
}

function eventOf(role: WiredRole, count: number): DeviceEvent {
  if (count % 1000 < DEVICES) return { kind: 'lost', reason: { ...LOST } };
  const status = { answers: true, troubles: [], drawerPinHigh: count % 2 === 0 } as const;
  switch (role) {
    case 'reader':
      return count % 3 === 0 ? { kind: 'ready', samId: String(count) } : { kind: 'card-found' };
    case 'scanner':
      return { kind: 'scan', scan: { text: `https://example.cn/${count}`, symbology: ']Q1' } };
    case 'printer':
      return { kind: 'status', status };
  }
}

function emitters(): Mouth[] {
  const ear = { heard: 0 };
  return Array.from({ length: DEVICES }, () => {
    const emitter = new EventEmitter();
    const count = (): void => {
      ear.heard += 1;
    };
    for (const name of ['event', 'good', 'fault', 'identity']) emitter.on(name, count);
    return {
      onEvent: (event) => void emitter.emit('event', event),
      meter: {
        good: () => void emitter.emit('good'),
        fault: (kind) => void emitter.emit('fault', kind),
        identity: (facts) => void emitter.emit('identity', facts),
      },
    };
  });
}

function secondsOf(work: () => void): number {
  const beganAtMs = performance.now();
  work();
  return (performance.now() - beganAtMs) / 1000;
}
