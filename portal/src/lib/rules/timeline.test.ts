import { describe, expect, test } from 'vitest';
import type { TimelineEntry } from '#shared/wire/portal.ts';
import { groupTimeline } from './timeline.ts';

function entry(id: string, at: string, kind: TimelineEntry['kind'], actor = 'A7'): TimelineEntry {
  return { id, at: Date.parse(at), kind, actor };
}

describe('time line', () => {
  test('days are those of China: 23:59 and 00:01 there are two days', () => {
    const days = groupTimeline([
      entry('1', '2026-11-22T15:59:00Z', 'created'),
      entry('2', '2026-11-22T16:01:00Z', 'taken-up'),
    ]);
    expect(days.map((day) => day.on)).toEqual(['2026-11-22', '2026-11-23']);
  });

  test('entries that arrive out of order are read in order', () => {
    const days = groupTimeline([
      entry('2', '2026-11-22T02:01:00Z', 'taken-up'),
      entry('1', '2026-11-22T02:00:00Z', 'created'),
    ]);
    expect(days[0]?.steps.map((step) => step.entry.kind)).toEqual(['created', 'taken-up']);
  });

  test('a step repeated in a row is one row with a count, and keeps its place', () => {
    const [day] = groupTimeline([
      entry('1', '2026-11-22T02:00:00Z', 'offers-shown'),
      entry('2', '2026-11-22T02:01:00Z', 'offers-shown'),
      entry('3', '2026-11-22T02:02:00Z', 'contracted'),
    ]);
    expect(day?.steps.map(({ entry: { id }, times }) => [id, times])).toEqual([
      ['1', 2],
      ['3', 1],
    ]);
    expect(day?.steps[0]?.entry.at).toBe(Date.parse('2026-11-22T02:01:00Z'));
  });

  test('the same step by two terminals stays two rows', () => {
    const [day] = groupTimeline([
      entry('1', '2026-11-22T02:00:00Z', 'taken-up', 'A7'),
      entry('2', '2026-11-22T02:01:00Z', 'taken-up', 'A8'),
    ]);
    expect(day?.steps).toHaveLength(2);
  });
});
