/** Shapes in CSS pixels, with the origin at the top left of the canvas. */

export interface Point {
  x: number;
  y: number;
}

export interface Box {
  x: number;
  y: number;
  w: number;
  h: number;
}

export function right(box: Box): number {
  return box.x + box.w;
}

export function bottom(box: Box): number {
  return box.y + box.h;
}

export function centre(box: Box): Point {
  return { x: box.x + box.w / 2, y: box.y + box.h / 2 };
}

export function contains(box: Box, x: number, y: number, margin = 0): boolean {
  return x >= box.x - margin && x <= right(box) + margin && y >= box.y - margin && y <= bottom(box) + margin;
}

/** A way that particles travel: points at equal distances along a line or curve. */
export interface Track {
  xs: Float32Array;
  ys: Float32Array;
  length: number;
}

/** Enough for an S-curve a few hundred pixels long to look smooth. */
const SAMPLES = 25;

/** A cubic curve that leaves `from` and enters `to` horizontally (or vertically); straight if they are level. */
export function curve(from: Point, to: Point, direction: 'across' | 'down' = 'across'): Track {
  const bend = 0.5;
  const one =
    direction === 'across'
      ? { x: from.x + (to.x - from.x) * bend, y: from.y }
      : { x: from.x, y: from.y + (to.y - from.y) * bend };
  const two =
    direction === 'across'
      ? { x: to.x - (to.x - from.x) * bend, y: to.y }
      : { x: to.x, y: to.y - (to.y - from.y) * bend };
  return evenly(cubic(from, one, two, to));
}

/** One track after another, the second beginning where the first ends. */
export function joined(...tracks: Track[]): Track {
  return evenly(tracks.flatMap(({ xs, ys }) => Array.from(xs, (x, i) => ({ x, y: ys[i]! }))));
}

function cubic(from: Point, one: Point, two: Point, to: Point): Point[] {
  return Array.from({ length: 129 }, (_, i) => {
    const t = i / 128;
    const u = 1 - t;
    const mix = (a: number, b: number, c: number, d: number) =>
      u * u * u * a + 3 * u * u * t * b + 3 * u * t * t * c + t * t * t * d;
    return { x: mix(from.x, one.x, two.x, to.x), y: mix(from.y, one.y, two.y, to.y) };
  });
}

/** Resamples so that equal fractions are equal distances: particles then move at constant speed. */
function evenly(points: Point[]): Track {
  const along = [0];
  for (let i = 1; i < points.length; i++) {
    const [a, b] = [points[i - 1]!, points[i]!];
    along.push(along[i - 1]! + Math.hypot(b.x - a.x, b.y - a.y));
  }
  const length = along[along.length - 1]!;
  const xs = new Float32Array(SAMPLES);
  const ys = new Float32Array(SAMPLES);
  let at = 0;
  for (let i = 0; i < SAMPLES; i++) {
    const wanted = (length * i) / (SAMPLES - 1);
    while (at < points.length - 2 && along[at + 1]! < wanted) at++;
    const step = along[at + 1]! - along[at]!;
    const f = step > 0 ? (wanted - along[at]!) / step : 0;
    xs[i] = points[at]!.x + (points[at + 1]!.x - points[at]!.x) * f;
    ys[i] = points[at]!.y + (points[at + 1]!.y - points[at]!.y) * f;
  }
  return { xs, ys, length };
}

/** The point at a fraction of the way; written into `out`, because this runs for every particle. */
export function pointOn(track: Track, fraction: number, out: Point): Point {
  const at = Math.min(1, Math.max(0, fraction)) * (SAMPLES - 1);
  const i = Math.min(SAMPLES - 2, Math.floor(at));
  const f = at - i;
  out.x = track.xs[i]! + (track.xs[i + 1]! - track.xs[i]!) * f;
  out.y = track.ys[i]! + (track.ys[i + 1]! - track.ys[i]!) * f;
  return out;
}
