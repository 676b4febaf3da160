/**
 * Bad manners for any simulated device, on the wire: whatever it says comes late, in pieces, glued to the next, with
 * noise in front, damaged, slowly, or not at all. What a device does wrong of its own (paper out, a card pulled away) is
 * the device's affair.
 */
import type { Clock } from '../link/clock.ts';
import { noTimer, systemClock } from '../link/clock.ts';
import { deliverAtBaud, deliverInPieces } from './delivery.ts';
import type { SimulatedDevice } from './device.ts';

export type Manner =
  | { readonly do: 'behave' }
  | { readonly do: 'delay'; readonly ms: number }
  /** In pieces of these sizes in turn. */
  | { readonly do: 'split'; readonly sizes: readonly number[] }
  /** That many replies come at once, when the last of them is due. */
  | { readonly do: 'merge'; readonly replies: number }
  | { readonly do: 'noise'; readonly bytes: Uint8Array }
  /** The last byte is wrong. */
  | { readonly do: 'damage' }
  | { readonly do: 'pace'; readonly baud: number }
  | { readonly do: 'silence' };

/** From the reply that comes `after` so many others (counted from the step before) this is how it behaves. */
export type MannerScript = readonly { readonly after: number; readonly manner: Manner }[];

export interface MannerlyDevice extends SimulatedDevice {
  /** From the next reply on; ends the script. */
  behave(manner: Manner): void;
}

/** A device that has been quiet for so long has ended its reply. */
const REPLY_GAP_MS = 10;

export function withManners(
  device: SimulatedDevice,
  { script = [], clock = systemClock }: { readonly script?: MannerScript; readonly clock?: Clock } = {},
): MannerlyDevice {
  let steps = script;
  let manner: Manner = { do: 'behave' };
  let repliesSinceStep = 0;

  function nextManner(): Manner {
    const [step] = steps;
    if (step !== undefined && repliesSinceStep >= step.after) {
      steps = steps.slice(1);
      manner = step.manner;
      repliesSinceStep = 0;
    }
    repliesSinceStep += 1;
    return manner;
  }

  return {
    connect: (send) => {
      const wire = createWire(clock, send, nextManner);
      const connection = device.connect(wire.say);
      return {
        receive: (bytes) => {
          wire.endReply();
          connection.receive(bytes);
        },
        end: () => {
          connection.end();
          wire.end();
        },
      };
    },
    powerCycle: () => device.powerCycle(),
    behave: (next) => {
      steps = [];
      manner = next;
    },
  };
}

/** One connection: gathers what the device says into replies, and lets each out in the manner of the moment. */
function createWire(clock: Clock, send: (bytes: Uint8Array) => void, nextManner: () => Manner) {
  let reply: Uint8Array[] = [];
  let merged: Uint8Array[] = [];
  let isEnded = false;
  let cancelGap = noTimer;
  let cancelDelivery = noTimer;

  function endReply(): void {
    cancelGap();
    if (reply.length === 0) return;
    const bytes = Buffer.concat(reply);
    reply = [];
    letOut(bytes, nextManner());
  }

  function letOut(bytes: Uint8Array, manner: Manner): void {
    // What is still on its way is broken off by the next reply, as in a device.
    cancelDelivery();
    if (manner.do !== 'merge' && merged.length > 0) sendMerged();
    switch (manner.do) {
      case 'behave':
        send(bytes);
        return;
      case 'delay':
        clock.after(manner.ms, () => {
          if (!isEnded) send(bytes);
        });
        return;
      case 'split':
        cancelDelivery = deliverInPieces({ bytes, clock, send }, manner.sizes);
        return;
      case 'merge':
        merged.push(bytes);
        if (merged.length >= manner.replies) sendMerged();
        return;
      case 'noise':
        send(Buffer.concat([manner.bytes, bytes]));
        return;
      case 'damage':
        send(damaged(bytes));
        return;
      case 'pace':
        cancelDelivery = deliverAtBaud({ bytes, clock, send }, manner.baud);
        return;
      case 'silence':
        return;
    }
  }

  function sendMerged(): void {
    const bytes = Buffer.concat(merged);
    merged = [];
    send(bytes);
  }

  return {
    say: (bytes: Uint8Array): void => {
      if (isEnded) return;
      reply.push(bytes);
      cancelGap();
      cancelGap = clock.after(REPLY_GAP_MS, endReply);
    },
    endReply,
    end: () => {
      isEnded = true;
      cancelGap();
      cancelDelivery();
    },
  };
}

function damaged(bytes: Uint8Array): Uint8Array {
  const copy = Uint8Array.from(bytes);
  const last = copy.at(-1) ?? 0;
  if (copy.length > 0) copy[copy.length - 1] = last ^ 0x5a;
  return copy;
}

/** By name, for the command line and the sandbox. */
export const MANNER_NAMES = ['none', 'delay', 'split', 'merge', 'noise', 'damage', 'slow', 'silence'] as const;
export const MANNERS: Readonly<Record<(typeof MANNER_NAMES)[number], Manner>> = {
  none: { do: 'behave' },
  delay: { do: 'delay', ms: 400 },
  split: { do: 'split', sizes: [1, 1, 2, 3] },
  merge: { do: 'merge', replies: 2 },
  // Holds the traps of protocols 1.2, rule 2.
  noise: { do: 'noise', bytes: Buffer.from('AA0512A010AAAAAA96AA', 'hex') },
  damage: { do: 'damage' },
  slow: { do: 'pace', baud: 9600 },
  silence: { do: 'silence' },
};
