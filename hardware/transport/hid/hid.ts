/** HID devices, report by report (protocols 5.2 to 5.4). */
import type { LinkHandlers, HidTransport, HidLink, OpenOutcome } from '../transport.ts';
import type { Clock } from '../../link/clock.ts';
import { lockDevice } from '../device-lock.ts';
import { nodeOf, presenceOf } from '../device-node.ts';
import { hidLink } from './hid-link.ts';
import type { HidSystem } from './hid-system.ts';
import { hidSystem } from './hid-system.ts';
import type { PathFinder } from '../path-finder.ts';

export function hidTransport(find: PathFinder, clock: Clock, system: HidSystem = hidSystem): HidTransport {
  return {
    open: (handlers, signal) => openHid({ find, clock, system }, handlers, signal),
    presence: presenceOf(find),
  };
}

async function openHid(
  { find, clock, system }: { find: PathFinder; clock: Clock; system: HidSystem },
  handlers: LinkHandlers,
  signal: AbortSignal,
): Promise<OpenOutcome<HidLink>> {
  const found = await find();
  if (!found.ok) return found;
  const path = await system.nameOf(found.path);
  const locked = await lockDevice(path);
  if (!locked.ok) return locked;
  const { lock } = locked;
  const opened = await system.open(path);
  if (!opened.ok) {
    await lock.release();
    return opened;
  }
  const { device } = opened;
  const descriptor = await system.readDescriptor(path);
  const node = await nodeOf(path);
  const link = hidLink({ device, descriptor, lock, path, node }, clock, handlers);
  if (!signal.aborted) return { ok: true, link };
  await link.close();
  return { ok: false, error: { code: 'cancelled', detail: 'opening cancelled' } };
}
