import { scaleLog } from 'd3-scale';
import type { FrontierCurve, FrontierDot } from './frontier-data';
import { logDomain } from './log-axis';
import type { Plot } from './plot';

/** Both sides on logarithmic paper: speed and throughput lie decades apart. Null while there is nothing to draw. */
export function frontierPlot(curves: readonly FrontierCurve[], width: number): Plot | null {
  const points = curves.flatMap(({ dots, now }) => (now ? [...dots, now] : dots));
  const x = logDomain(points.map((point) => point.x));
  const y = logDomain(points.map((point) => point.y));
  if (!x || !y || width < 120) return null;
  const height = Math.round(Math.min(400, Math.max(240, width * 0.44)));
  const box = { left: 58, right: width - 16, top: 16, bottom: height - 52 };
  return {
    width,
    height,
    ...box,
    roomy: width >= 520,
    x: scaleLog(x, [box.left, box.right]),
    y: scaleLog(y, [box.bottom, box.top + 6]),
    linear: false,
  };
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

export interface DegreeLabel {
  side: 'A' | 'B';
  tensorParallel: FrontierDot['tensorParallel'];
  x: number;
  y: number;
}

/** Room of a label, generously. */
const LABEL = { width: 44, height: 15 };

/**
 * Names of layouts where their lines start, at one request an instance. The layout that runs comes first, then what
 * is on the frontier; a name without room is left to the read-out and the table.
 */
export function degreeLabels(curves: readonly FrontierCurve[], plot: Plot): DegreeLabel[] {
  const wanted = curves.flatMap(({ side, dots }) =>
    starts(dots)
      .filter((dot) => dot.tensorParallel !== null)
      .map((dot) => ({ side, dot, x: plot.x(dot.x) + 8, y: plot.y(dot.y) + 4 })),
  );
  wanted.sort((p, q) => rank(p.dot) - rank(q.dot));
  const placed: DegreeLabel[] = [];
  for (const { side, dot, x, y } of wanted) {
    // At the right edge a name stands before its dot.
    const left = x + LABEL.width > plot.width ? x - 16 - LABEL.width : x;
    const top = Math.min(y, plot.bottom - LABEL.height / 2);
    const overlaps = placed.some(
      (other) => Math.abs(other.x - left) < LABEL.width && Math.abs(other.y - top) < LABEL.height,
    );
    if (!overlaps) placed.push({ side, tensorParallel: dot.tensorParallel, x: left, y: top });
  }
  return placed;
}

function rank(dot: FrontierDot): number {
  return dot.current ? 0 : dot.best ? 1 : 2;
}

/** First dot of each layout. */
function starts(dots: readonly FrontierDot[]): FrontierDot[] {
  return layouts(dots).map(([first]) => first!);
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
