import type { SessionEvent } from './machine/events.ts';
import type { Facts } from './machine/stages.ts';

/** What is known of line and devices, for the rules and for every snapshot. */
export type World = Pick<Facts, 'online' | 'reader' | 'scanner'>;

export const UNKNOWN_WORLD: World = { online: false, reader: 'connecting', scanner: 'connecting' };

/** The world after an event; the very same object where the event says nothing new of it. */
export function worldAfter(world: World, event: SessionEvent): World {
  switch (event.kind) {
    case 'line-back':
      return world.online ? world : { ...world, online: true };
    case 'line-gone':
      return world.online ? { ...world, online: false } : world;
    case 'device-back':
      return world[event.device] === 'ready' ? world : { ...world, [event.device]: 'ready' };
    // Whatever it came from (a scanner that types has no other sign of life), a scanner works.
    case 'code-scanned':
    case 'reference-scanned':
    case 'payment-code-scanned':
      return world.scanner === 'ready' ? world : { ...world, scanner: 'ready' };
    case 'device-lost':
      return world[event.device] === 'lost' ? world : { ...world, [event.device]: 'lost' };
    default:
      return world;
  }
}
