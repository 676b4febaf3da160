import type { DecisionRecordView } from '#shared/wire/portal.ts';

const grouped = new Intl.NumberFormat('en-US');

/** `1,234` */
export function microsText(micros: number): string {
  return grouped.format(micros);
}

export interface PointBar {
  variable: string;
  band: string;
  points: number;
  /** Per cent of the picture's width, from its left edge. */
  from: number;
  width: number;
}

/** Points as bars to both sides of zero, on one scale: what speaks against goes left, what speaks for goes right. */
export function pointBars(points: DecisionRecordView['points']): { zero: number; bars: PointBar[] } {
  const least = Math.min(0, ...points.map((each) => each.points));
  const most = Math.max(0, ...points.map((each) => each.points));
  const span = Math.max(1, most - least);
  const zero = (-least / span) * 100;
  const bars = points.map((each) => {
    const width = (Math.abs(each.points) / span) * 100;
    return { ...each, from: each.points < 0 ? zero - width : zero, width };
  });
  return { zero, bars };
}

export type Phase = 'gather' | 'decide' | 'other';

/** The time of a decision in parts that make up the whole; `share` in per cent. */
export function timingParts(timings: DecisionRecordView['timings']): { phase: Phase; micros: number; share: number }[] {
  const { gatherMicros, decideMicros, totalMicros } = timings;
  const parts: { phase: Phase; micros: number }[] = [
    { phase: 'gather', micros: gatherMicros },
    { phase: 'decide', micros: decideMicros },
    { phase: 'other', micros: Math.max(0, totalMicros - gatherMicros - decideMicros) },
  ];
  const whole = Math.max(1, totalMicros, gatherMicros + decideMicros);
  return parts.filter((part) => part.micros > 0).map((part) => ({ ...part, share: (part.micros / whole) * 100 }));
}
