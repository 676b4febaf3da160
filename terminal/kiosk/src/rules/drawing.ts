import type { Signature } from '#shared/lending/contract.ts';

export type Stroke = Signature['strokes'][number];
type Point = Stroke[number];

/** The bounds of `signatureSchema`: what is drawn beyond them is not taken, so that a signature can always be sent. */
const STROKES_MOST = 200;
const POINTS_MOST = 4_000;

/** A point inside the pad, in whole tenths of its pixels. */
export function pointOn(pad: { width: number; height: number }, x: number, y: number, t: number): Point {
  const within = (value: number, most: number) => Math.round(Math.min(Math.max(value, 0), most) * 10) / 10;
  return { x: within(x, pad.width), y: within(y, pad.height), t: Math.max(0, Math.round(t)) };
}

export function beginStroke(strokes: readonly Stroke[], point: Point): Stroke[] {
  return strokes.length < STROKES_MOST ? [...strokes, [point]] : [...strokes];
}

export function extendStroke(strokes: readonly Stroke[], point: Point): Stroke[] {
  const last = strokes.at(-1);
  if (!last || last.length >= POINTS_MOST) return [...strokes];
  return [...strokes.slice(0, -1), [...last, point]];
}

/** The strokes as one SVG path; a single touch becomes a dot. */
export function pathOf(strokes: readonly Stroke[]): string {
  return strokes
    .map((stroke) => {
      const [first, ...rest] = stroke;
      if (!first) return '';
      const line = rest.length > 0 ? rest : [first];
      return `M${first.x} ${first.y}${line.map((point) => `L${point.x} ${point.y}`).join('')}`;
    })
    .join('');
}
