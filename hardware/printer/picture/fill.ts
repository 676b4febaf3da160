/** Outlines to dots: non-zero winding, sampled at the middle of each dot. Pure. */
import type { Bitmap } from './bitmap.ts';
import { blacken } from './bitmap.ts';

/** A step of an outline in dots, y downwards, as fonts have them. */
export interface OutlineStep {
  readonly command: 'moveTo' | 'lineTo' | 'quadraticCurveTo' | 'bezierCurveTo' | 'closePath';
  /** x and y of each point in turn. */
  readonly points: readonly number[];
}

interface Point {
  readonly x: number;
  readonly y: number;
}
interface Edge {
  readonly from: Point;
  readonly to: Point;
}

/** Straight pieces per curve: at the height of a line of print nobody sees more. */
const CURVE_PIECES = 6;

export function fillOutline(bitmap: Bitmap, outline: readonly OutlineStep[]): void {
  const edges = edgesOf(outline);
  for (let y = 0; y < bitmap.height; y += 1) {
    for (const [from, to] of spansAt(edges, y + 0.5)) {
      for (let x = Math.ceil(from - 0.5); x < to - 0.5; x += 1) blacken(bitmap, x, y);
    }
  }
}

function edgesOf(outline: readonly OutlineStep[]): Edge[] {
  const edges: Edge[] = [];
  let start: Point = { x: 0, y: 0 };
  let at = start;
  const draw = (to: Point): void => {
    edges.push({ from: at, to });
    at = to;
  };
  for (const { command, points } of outline) {
    const target = pointsOf(points);
    if (command === 'moveTo' || command === 'closePath') draw(start);
    if (command === 'moveTo') {
      start = target[0] ?? start;
      at = start;
    } else {
      for (const to of curve(at, target)) draw(to);
    }
  }
  draw(start);
  return edges;
}

function pointsOf(numbers: readonly number[]): Point[] {
  return Array.from({ length: Math.floor(numbers.length / 2) }, (_, index) => ({
    x: numbers[index * 2] ?? 0,
    y: numbers[index * 2 + 1] ?? 0,
  }));
}

/** A Bézier curve of any degree as straight pieces; one point is a straight line. */
function curve(from: Point, rest: readonly Point[]): Point[] {
  if (rest.length <= 1) return [...rest];
  return Array.from({ length: CURVE_PIECES }, (_, piece) => between([from, ...rest], (piece + 1) / CURVE_PIECES));
}

/** De Casteljau. */
function between(points: readonly Point[], share: number): Point {
  const [first = { x: 0, y: 0 }, ...rest] = points;
  if (rest.length === 0) return first;
  const closer = rest.map((to, index) => {
    const from = points[index] ?? to;
    return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share };
  });
  return between(closer, share);
}

function spansAt(edges: readonly Edge[], y: number): (readonly [number, number])[] {
  const crossings = edges
    .filter(({ from, to }) => from.y <= y !== to.y <= y)
    .map(({ from, to }) => ({
      x: from.x + ((y - from.y) * (to.x - from.x)) / (to.y - from.y),
      turn: to.y > from.y ? 1 : -1,
    }))
    .sort((a, b) => a.x - b.x);
  const spans: (readonly [number, number])[] = [];
  let winding = 0;
  let beganAt = 0;
  for (const { x, turn } of crossings) {
    if (winding === 0) beganAt = x;
    winding += turn;
    if (winding === 0) spans.push([beganAt, x]);
  }
  return spans;
}
