import { scaleLinear, scaleLog, type ScaleLinear, type ScaleLogarithmic } from 'd3-scale';
import { logDomain } from './log-axis';
import type { SideCurve } from './curve-data';

/** Where things are in one chart, in the units of `useWidth`. */
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

/** Height of the strip over the plot that says where one side has no answer. */
export const LANE = 20;

export function plotOf(
  curves: readonly SideCurve[],
  width: number,
  lanes: number,
  linear = false,
): Plot | null {
  const x = curves[0]?.x;
  if (!x || x.length < 2 || width < 120) return null;
  const domain = logDomain(shownValues(curves));
  const roomy = width >= 520;
  // Names take room at the right only where a line gets that far; elsewhere they stand inside.
  const named = roomy && curves.some((curve) => curve.y[curve.y.length - 1]! > 0);
  const height = Math.round(Math.min(360, Math.max(220, width * 0.42))) + lanes * LANE;
  const box = { left: 58, right: width - (named ? 108 : 22), top: 16 + lanes * LANE, bottom: height - 34 };
  const range = [box.bottom, box.top + 6];
  return {
    width,
    height,
    ...box,
    roomy,
    x: scaleLog([x[0]!, x[x.length - 1]!], [box.left, box.right]),
    y: linear ? scaleLinear([0, highest(curves)], range) : scaleLog(domain ?? EMPTY, range),
    linear,
  };
}

/** Nothing fits anywhere: any scale will do, the lanes say why the plot is empty. */
const EMPTY: [number, number] = [0.1, 10];

function highest(curves: readonly SideCurve[]): number {
  let high = 0;
  for (const value of shownValues(curves)) if (Number.isFinite(value)) high = Math.max(high, value);
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
