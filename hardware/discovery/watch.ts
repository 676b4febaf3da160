import type { Clock } from '../link/clock.ts';
import { noTimer } from '../link/clock.ts';
import type { DeviceListing, FoundDevice } from './found-device.ts';
import { listDevices } from './list.ts';

export interface DeviceChange {
  readonly arrived: readonly FoundDevice[];
  readonly departed: readonly FoundDevice[];
  /** All there is now. */
  readonly listing: DeviceListing;
}

export interface DeviceWatch {
  /** No call of `onChange` follows. */
  stop(): void;
}

export interface DeviceWatchOptions {
  /** The first call tells what is there at the beginning. A device of which anything changed departs and arrives. */
  readonly onChange: (change: DeviceChange) => void;
  readonly clock: Clock;
  readonly everyMs?: number;
  readonly list?: () => Promise<DeviceListing>;
}

/** No system tells of arrivals in a way that all packages share, so the list is asked for again and again (5.3). */
const EVERY_MS = 1500;

export function watchDevices(options: DeviceWatchOptions): DeviceWatch {
  const { onChange, clock, everyMs = EVERY_MS, list = listDevices } = options;
  let known: ReadonlyMap<string, FoundDevice> | null = null;
  let isStopped = false;
  let cancel = noTimer;

  async function look(): Promise<void> {
    const listing = await list();
    if (isStopped) return;
    cancel = clock.after(everyMs, () => void look());
    const before = known;
    const now = new Map(listing.devices.map((device) => [JSON.stringify(device), device]));
    known = now;
    const arrived = missingIn(before ?? new Map(), now);
    const departed = missingIn(now, before ?? new Map());
    if (before === null || arrived.length + departed.length > 0) onChange({ arrived, departed, listing });
  }

  void look();
  return {
    stop: () => {
      isStopped = true;
      cancel();
    },
  };
}

/** What is in `whole` and not in `part`. */
function missingIn(
  part: ReadonlyMap<string, FoundDevice>,
  whole: ReadonlyMap<string, FoundDevice>,
): readonly FoundDevice[] {
  return [...whole].flatMap(([key, device]) => (part.has(key) ? [] : [device]));
}
