import { scaleLog } from 'd3-scale';
import type { FrontierCurve, FrontierDot } from './frontier-data';
import { logDomain } from './log-axis';
import { heightIn, type Plot } from './plot';
import type { PromisedSpeed } from './promised-speeds';
import type { Room } from './use-width';

/** Over the highest dots: there a name covers no line. */
const NAME_ROOM = 24;

/** A promise that is farther from all dots than this has no line: the dots are what the picture is of. */
const FAR = 3;

/** Both sides on logarithmic paper: speed and throughput lie decades apart. Null while there is nothing to draw. */
export function frontierPlot(
  curves: readonly FrontierCurve[],
  { width, height: room }: Room,
  promised: readonly PromisedSpeed[] = [],
): Plot | null {
  const points = curves.flatMap(({ dots, now }) => (now ? [...dots, now] : dots));
  const speeds = points.map((point) => point.x);
  const [slowest, fastest] = [Math.min(...speeds), Math.max(...speeds)];
  const near = promised
    .map(({ tokensPerSecond }) => tokensPerSecond)
    .filter((speed) => speed * FAR > slowest && speed < fastest * FAR);
  const x = logDomain([...speeds, ...near]);
  const y = logDomain(points.map((point) => point.y));
  if (!x || !y || width < 120) return null;
  const height = heightIn(room, Math.round(Math.min(400, Math.max(240, width * 0.44))));
  const box = { left: 58, right: width - 16, top: 16, bottom: height - 52 };
  return {
    width,
    height,
    ...box,
    roomy: width >= 520,
    x: scaleLog(x, [box.left, box.right]),
    y: scaleLog(y, [box.bottom, box.top + NAME_ROOM]),
    linear: false,
    empty: false,
  };
}

export function isOnAxis(plot: Plot, { tokensPerSecond }: PromisedSpeed): boolean {
  const x = plot.x(tokensPerSecond);
  return x >= plot.left && x <= plot.right;
}

export interface Hit {
  side: 'A' | 'B';
  dot: FrontierDot;
}

/** Farther from a dot than this, nothing is meant. */
const REACH = 24;

/** The dot nearest to a place on the plot; a dot on the frontier wins over one behind it that is as near. */
export function nearestDot(curves: readonly FrontierCurve[], plot: Plot, x: number, y: number): Hit | null {
  let found: Hit | null = null;
  let least = REACH;
  for (const { side, dots } of curves) {
    for (const dot of dots) {
      const away = Math.hypot(plot.x(dot.x) - x, plot.y(dot.y) - y) + (dot.best ? 0 : 2);
      if (away >= least) continue;
      least = away;
      found = { side, dot };
    }
  }
  return found;
}

/** Dots by layout, each from few users to many. */
export function layouts(dots: readonly FrontierDot[]): FrontierDot[][] {
  const found: FrontierDot[][] = [];
  for (const dot of dots) {
    const last = found.at(-1);
    if (last?.[0]?.tensorParallel === dot.tensorParallel) last.push(dot);
    else found.push([dot]);
  }
  return found;
}
