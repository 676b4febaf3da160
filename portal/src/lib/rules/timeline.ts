import { shanghaiDate, type CalendarDate } from '#shared/calendar/date.ts';
import type { TimelineEntry } from '#shared/wire/portal.ts';

/** A step of the time line; a shopper who went back and forth makes one step with a count. */
export interface TimelineStep {
  entry: TimelineEntry;
  times: number;
}
export interface TimelineDay {
  on: CalendarDate;
  steps: TimelineStep[];
}

/**
 * The entries by day in China, oldest first, so that a new one is added below and nothing above it moves. The same
 * step by the same actor several times in a row is said once, at its last time and under its first id: the row stays.
 */
export function groupTimeline(entries: readonly TimelineEntry[]): TimelineDay[] {
  const days: TimelineDay[] = [];
  for (const entry of [...entries].sort((a, b) => a.at - b.at)) {
    const on = shanghaiDate(entry.at);
    const day = days.at(-1);
    if (day?.on === on) addStep(day.steps, entry);
    else days.push({ on, steps: [{ entry, times: 1 }] });
  }
  return days;
}

function addStep(steps: TimelineStep[], entry: TimelineEntry): void {
  const last = steps.at(-1);
  if (last?.entry.kind === entry.kind && last.entry.actor === entry.actor) {
    steps[steps.length - 1] = { entry: { ...entry, id: last.entry.id }, times: last.times + 1 };
  } else {
    steps.push({ entry, times: 1 });
  }
}
