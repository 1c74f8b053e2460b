import { scaleLog, type ScaleLogarithmic } from 'd3-scale';
import { logDomain } from '../charts/log-axis';
import type { Plot } from '../charts/plot';
import type { Point } from './points';

/** Two equal logarithmic axes, so that the diagonal is where predictions are right. */
export interface ScatterPlot extends Plot {
  domain: [number, number];
  x: ScaleLogarithmic<number, number>;
  y: ScaleLogarithmic<number, number>;
}

/** This far beside the diagonal, ±20 %, is drawn as a band. */
const BAND = 0.2;

export function scatterPlot(points: readonly Point[], width: number): ScatterPlot | null {
  const domain = logDomain(points.flatMap(({ predicted, measured }) => [predicted, measured]));
  if (domain === null || width < 120) return null;
  const height = Math.round(Math.min(560, Math.max(300, width * 0.8)));
  const box = { left: 56, right: width - 14, top: 18, bottom: height - 52 };
  return {
    width,
    height,
    ...box,
    domain,
    roomy: width >= 520,
    linear: false,
    empty: false,
    x: scaleLog(domain, [box.left, box.right]),
    y: scaleLog(domain, [box.bottom, box.top + 6]),
  };
}

/** Corners of what lies within `BAND` of the diagonal, inside the frame. */
export function bandPath({ x, y, domain: [low, high] }: ScatterPlot): string {
  const up = 1 + BAND;
  const down = 1 - BAND;
  const corners: [measured: number, predicted: number][] = [
    [low, low],
    [low, low * up],
    [high / up, high],
    [high, high],
    [high, high * down],
    [low / down, low],
  ];
  return `M${corners.map(([m, p]) => `${x(m).toFixed(1)},${y(p).toFixed(1)}`).join('L')}Z`;
}

/** Farther from a point than this, nothing is meant. */
const REACH = 20;

export function nearestPoint(
  points: readonly Point[],
  plot: ScatterPlot,
  x: number,
  y: number,
): number | null {
  let found: number | null = null;
  let least = REACH;
  points.forEach(({ predicted, measured }, i) => {
    const away = Math.hypot(plot.x(measured) - x, plot.y(predicted) - y);
    if (away >= least) return;
    least = away;
    found = i;
  });
  return found;
}
