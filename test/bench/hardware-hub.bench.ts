import { benchHub } from '#hardware/bench/hub.ts';
import type { BenchResult } from '../../bin/bench/table.ts';

/** What the hub may keep of a million events: nothing of the events themselves. */
const GROWTH_LIMIT_MB = 1;

/** A million events through the slots of sixteen devices, against bare event emitters; and what is left of them. */
export async function bench(): Promise<BenchResult[]> {
  const { eventsPerSecond, emitterEventsPerSecond, ratio, grownMegabytes, events } = await benchHub();
  const note = `${events.toLocaleString('en')} events, 16 devices`;
  return [
    {
      name: 'events through the device hub',
      ours: eventsPerSecond,
      peer: emitterEventsPerSecond,
      ratio,
      unit: 'per second (peer: EventEmitter)',
      note,
    },
    {
      name: 'heap that they leave behind',
      ours: grownMegabytes,
      peer: GROWTH_LIMIT_MB,
      ratio: grownMegabytes / GROWTH_LIMIT_MB,
      unit: 'MB (peer: the limit, less is better)',
      note: `${note}, rubbish collected`,
    },
  ];
}
