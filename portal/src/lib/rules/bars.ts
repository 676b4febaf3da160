/** One bar of the chart, in the units of its view box. `share` is its part of the highest, 0 to 1. */
export interface Bar {
  x: number;
  y: number;
  width: number;
  height: number;
  middle: number;
}

export interface BarFrame {
  width: number;
  height: number;
  gap: number;
}

/** The least a day with a sale is drawn, so that a small sale is not taken for none. */
const HEIGHT_MIN = 3;

/** Bars for values of zero and above, the highest filling the frame. Floats may draw a chart, nothing more. */
export function layBars(values: readonly number[], frame: BarFrame): Bar[] {
  const highest = Math.max(...values, 0);
  const width = (frame.width - frame.gap * (values.length - 1)) / Math.max(1, values.length);
  return values.map((value, index) => {
    const height = value === 0 || highest === 0 ? 0 : Math.max(HEIGHT_MIN, (value / highest) * frame.height);
    const x = index * (width + frame.gap);
    return { x, y: frame.height - height, width, height, middle: x + width / 2 };
  });
}

/** As many bars as a label is wide, on a narrow screen. */
const LABEL_REACH = 3;

/**
 * Which bars get their number written on where not all have room: the highest, and the last if it stands clear of the
 * highest and above its neighbours, so that no label lies on a bar or on another label.
 */
export function labelledBars(values: readonly number[]): Set<number> {
  const highest = Math.max(...values, 0);
  const last = values.length - 1;
  const top = values.indexOf(highest);
  if (highest === 0) return new Set();
  const final = values[last] ?? 0;
  const clear = last - top > LABEL_REACH && values.slice(-LABEL_REACH).every((value) => value <= final);
  return new Set(clear && final > 0 ? [top, last] : [top]);
}
