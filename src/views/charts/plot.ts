import { scaleLinear, scaleLog, type ScaleLinear, type ScaleLogarithmic } from 'd3-scale';
import { logDomain } from './log-axis';
import type { SideCurve } from './curve-data';
import type { Room } from './use-width';

/** Where things are in one chart, in the units of `useRoom`. */
export interface Plot {
  width: number;
  height: number;
  left: number;
  right: number;
  top: number;
  bottom: number;
  x: ScaleLogarithmic<number, number>;
  y: ScaleLogarithmic<number, number> | ScaleLinear<number, number>;
  /** y starts at zero and its ticks are even; a logarithmic one has neither. */
  linear: boolean;
  /** Room for names beside the line ends; without it they are single letters. */
  roomy: boolean;
}

/**
 * A coordinate as it is written: a hundredth of a pixel cannot be seen, and the digits behind it are read in every frame.
 * Places are written into the shapes themselves: an element with a transform of its own is painted apart from the others.
 */
export function fine(coordinate: number): string {
  return String(Math.round(coordinate * 100) / 100);
}

/** Height of the strip over the plot that says where one side has no answer. */
export const LANE = 20;

/** All that a plot depends on, in single values: while they stay the same, so does the plot. */
export interface PlotShape {
  width: number;
  lanes: number;
  linear: boolean;
  firstX: number;
  lastX: number;
  lowY: number;
  highY: number;
  /** A line gets as far as the right edge, where its name then takes room. */
  reaching: boolean;
  /** The height of its room; null: its own follows its width. */
  room: number | null;
}

export function plotShape(
  curves: readonly SideCurve[],
  { width, height: room }: Room,
  lanes: number,
  linear = false,
): PlotShape | null {
  const x = curves[0]?.x;
  if (!x || x.length < 2 || width < 120) return null;
  const values = shownValues(curves);
  const [lowY, highY] = linear ? [0, highest(values)] : (logDomain(values) ?? EMPTY);
  const reaching = curves.some((curve) => curve.y[curve.y.length - 1]! > 0);
  return { width, room, lanes, linear, firstX: x[0]!, lastX: x[x.length - 1]!, lowY, highY, reaching };
}

export function plotOf(shape: PlotShape): Plot {
  const { width, lanes, linear } = shape;
  const roomy = width >= 520;
  const named = roomy && shape.reaching;
  const usual = Math.round(Math.min(360, Math.max(220, width * 0.42))) + lanes * LANE;
  const height = heightIn(shape.room, usual);
  const box = { left: 58, right: width - (named ? 108 : 22), top: 16 + lanes * LANE, bottom: height - 48 };
  const range = [box.bottom, box.top + 6];
  return {
    width,
    height,
    ...box,
    roomy,
    x: scaleLog([shape.firstX, shape.lastX], [box.left, box.right]),
    y: (linear ? scaleLinear : scaleLog)([shape.lowY, shape.highY], range),
    linear,
  };
}

/** Below this a plot is drawn smaller instead of flatter. */
const LEAST_HEIGHT = 180;

/** Height of a picture that would like `usual`. */
export function heightIn(room: Room['height'], usual: number): number {
  return room === null ? usual : Math.max(LEAST_HEIGHT, room);
}

/** Nothing fits anywhere: any scale will do, the lanes say why the plot is empty. */
const EMPTY: [number, number] = [0.1, 10];

function highest(values: Iterable<number>): number {
  let high = 0;
  for (const value of values) if (Number.isFinite(value)) high = Math.max(high, value);
  return high > 0 ? high * 1.04 : EMPTY[1];
}

function* shownValues(curves: readonly SideCurve[]): Iterable<number> {
  for (const { y, point } of curves) {
    yield* y;
    if (!point) continue;
    yield point.mean;
    if (point.interval) {
      yield point.interval.low;
      yield point.interval.high;
    }
    if (point.band) yield* point.band;
  }
}
