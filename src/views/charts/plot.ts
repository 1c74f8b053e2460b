import { scaleLog, type ScaleLogarithmic } from 'd3-scale';
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
  y: ScaleLogarithmic<number, number>;
  /** Room for names beside the line ends; without it they are single letters. */
  roomy: boolean;
}

/** Height of the strip over the plot that says where one side has no answer. */
export const LANE = 20;

export function plotOf(curves: readonly SideCurve[], width: number, lanes: number): Plot | null {
  const x = curves[0]?.x;
  if (!x || x.length < 2 || width < 120) return null;
  const domain = logDomain(shownValues(curves));
  const roomy = width >= 520;
  // Names take room at the right only where a line gets that far; elsewhere they stand inside.
  const named = roomy && curves.some((curve) => curve.y[curve.y.length - 1]! > 0);
  const height = Math.round(Math.min(360, Math.max(220, width * 0.42))) + lanes * LANE;
  const box = { left: 58, right: width - (named ? 108 : 22), top: 16 + lanes * LANE, bottom: height - 34 };
  return {
    width,
    height,
    ...box,
    roomy,
    x: scaleLog([x[0]!, x[x.length - 1]!], [box.left, box.right]),
    // Nothing fits anywhere: any scale will do, the lanes say why the plot is empty.
    y: scaleLog(domain ?? [0.1, 10], [box.bottom, box.top + 6]),
  };
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
  }
}
