import { scaleLinear, scaleLog, type ScaleLinear, type ScaleLogarithmic } from 'd3-scale';
import { logDomain } from './log-axis';
import type { SideCurve } from './curve-data';
import { nameRoom } from './name-lines';
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
  /** Nothing has a height here: any y would be made up. */
  empty: boolean;
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
  empty: boolean;
  /** Room at the right; more where a line gets so near to the edge that its name takes some. */
  margin: number;
  /** The height of its room; null: its own follows its width. */
  room: number | null;
}

export function plotShape(
  curves: readonly SideCurve[],
  { width, height: room }: Room,
  lanes: number,
  linear = false,
  others: readonly Pick<SideCurve, 'y'>[] = [],
): PlotShape | null {
  const x = curves[0]?.x;
  if (!x || x.length < 2 || width < 120) return null;
  const [firstX, lastX] = [x[0]!, x[x.length - 1]!];
  const values = shownValues([...curves, ...others.map(({ y }) => ({ y, point: null }))]);
  const domain = linear ? fromZero(values) : logDomain(values);
  const [lowY, highY] = domain ?? ANY;
  const beyond = (end: number) => (Math.log(lastX / end) / Math.log(lastX / firstX)) * (width - LEFT - RIGHT);
  const needed = nameRoom(curves, isRoomy(width));
  const reaching = curves.some((curve) => beyond(lastOf(curve)) < needed - RIGHT);
  const margin = reaching ? needed : RIGHT;
  return { width, room, lanes, linear, firstX, lastX, lowY, highY, empty: domain === null, margin };
}

/** The last x at which a line has a value; before everything where it has none. */
function lastOf({ x, y }: SideCurve): number {
  const last = y.findLastIndex((value) => value > 0);
  return last < 0 ? 0 : x[last]!;
}

const LEFT = 58;
const RIGHT = 22;

function isRoomy(width: number): boolean {
  return width >= 520;
}

export function plotOf(shape: PlotShape): Plot {
  const { width, lanes, linear, empty } = shape;
  const roomy = isRoomy(width);
  const usual = Math.round(Math.min(360, Math.max(220, width * 0.42))) + lanes * LANE;
  const height = heightIn(shape.room, usual);
  const box = { left: LEFT, right: width - shape.margin, top: 16 + lanes * LANE, bottom: height - 48 };
  const range = [box.bottom, box.top + 6];
  return {
    width,
    height,
    ...box,
    roomy,
    x: scaleLog([shape.firstX, shape.lastX], [box.left, box.right]),
    y: (linear ? scaleLinear : scaleLog)([shape.lowY, shape.highY], range),
    linear,
    empty,
  };
}

/** Below this a plot is drawn smaller instead of flatter. */
const LEAST_HEIGHT = 180;

/** Height of a picture that would like `usual`. */
export function heightIn(room: Room['height'], usual: number): number {
  return room === null ? usual : Math.max(LEAST_HEIGHT, room);
}

/** Where nothing has a height no y is drawn. */
const ANY: [number, number] = [1, 10];

function fromZero(values: Iterable<number>): [number, number] | null {
  let high = 0;
  for (const value of values) if (Number.isFinite(value)) high = Math.max(high, value);
  return high > 0 ? [0, high * 1.04] : null;
}

function* shownValues(curves: readonly Pick<SideCurve, 'y' | 'point'>[]): Iterable<number> {
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
