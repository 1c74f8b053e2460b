import { column } from './crossing-labels';
import { degreeText, type FrontierCurve, type FrontierDot } from './frontier-data';
import { isOnAxis, layouts } from './frontier-plot';
import { placeLabels, type Box, type Place, type Wanted } from './label-places';
import type { Plot } from './plot';
import { promisedLabel, type PromisedSpeed } from './promised-speeds';

export interface FrontierLabel {
  /** Null of what is no side's. */
  side: 'A' | 'B' | null;
  kind: 'name' | 'now' | 'promise' | 'layout';
  text: string;
  x: number;
  y: number;
  anchor: Place['anchor'];
}

/**
 * Names of sides at the full ends of their frontiers, where each stands at its own load, and layouts where their lines
 * start, at one request an instance. A layout without room is left to the read-out and the table.
 */
export function frontierLabels(
  curves: readonly FrontierCurve[],
  plot: Plot,
  promised: readonly PromisedSpeed[] = [],
): FrontierLabel[] {
  const lines = promised.filter((one) => isOnAxis(plot, one));
  const wanted = [
    ...curves.flatMap((curve) => nameOf(curve, plot)),
    ...curves.flatMap((curve) => nowOf(curve, plot)),
    ...lines.map((one, i) => promiseOf(one, i, plot)),
  ];
  const starts = curves.flatMap(({ side, dots }) =>
    layouts(dots).flatMap(([dot]) => (dot && dot.tensorParallel !== null ? [{ side, dot }] : [])),
  );
  starts.sort((p, q) => rank(p.dot) - rank(q.dot));
  const several = new Set(starts.map(({ side }) => side)).size > 1;
  const all = [
    ...wanted,
    ...starts.map(({ side, dot }) => ({
      side,
      kind: 'layout' as const,
      text: several ? `${side} ${degreeText(dot.tensorParallel)}` : degreeText(dot.tensorParallel),
      x: plot.x(dot.x),
      y: plot.y(dot.y),
      away: 8,
      optional: true,
    })),
  ];
  const frame = {
    x: plot.left + 2,
    y: plot.top - 2,
    width: plot.width - plot.left - 2,
    height: plot.bottom - plot.top + 1,
  };
  const upright = lines.map(({ tokensPerSecond }) => column(plot, plot.x(tokensPerSecond), 1));
  const points = [...curves.flatMap((curve) => pointsOf(curve, plot)), ...upright];
  const places = placeLabels(all, { points }, frame);
  return all.flatMap(({ side, kind, text }, i) => {
    const place = places[i];
    return place ? [{ side, kind, text, ...place }] : [];
  });
}

type Meant = Wanted & Pick<FrontierLabel, 'side' | 'kind'>;

function nameOf({ side, name, dots }: FrontierCurve, plot: Plot): Meant[] {
  const top = dots.reduce<FrontierDot | null>((most, dot) => (most && most.y >= dot.y ? most : dot), null);
  if (!top) return [];
  const text = plot.roomy ? `${side} ${name}` : side;
  return [{ side, kind: 'name', text, x: plot.x(top.x), y: plot.y(top.y), away: 10, optional: false }];
}

function nowOf({ side, now }: FrontierCurve, plot: Plot): Meant[] {
  if (!now) return [];
  const text = `${side} at this load`;
  return [{ side, kind: 'now', text, x: plot.x(now.x), y: plot.y(now.y), away: 11, optional: false }];
}

/** At the upper end of its line; those of several classes one below the other. */
function promiseOf(one: PromisedSpeed, i: number, plot: Plot): Meant {
  const [x, y] = [plot.x(one.tokensPerSecond), plot.top + 7 + 16 * i];
  return {
    side: null,
    kind: 'promise',
    text: promisedLabel(one, plot.roomy),
    x,
    y,
    away: 6,
    optional: false,
  };
}

/** Dots, and the frontier's line between them: what a label should not cover. */
function pointsOf({ dots, now }: FrontierCurve, plot: Plot): Box[] {
  const at = (x: number, y: number, size: number) => ({
    x: x - size / 2,
    y: y - size / 2,
    width: size,
    height: size,
  });
  const boxes = dots.map((dot) => at(plot.x(dot.x), plot.y(dot.y), dot.best ? 8 : 6));
  if (now) boxes.push(at(plot.x(now.x), plot.y(now.y), 12));
  for (const line of [dots.filter((dot) => dot.best).sort((p, q) => p.x - q.x), ...layouts(dots)]) {
    line.forEach((dot, i) => {
      const before = line[i - 1];
      if (!before) return;
      for (const share of [0.25, 0.5, 0.75]) {
        const x = plot.x(before.x) + (plot.x(dot.x) - plot.x(before.x)) * share;
        boxes.push(at(x, plot.y(before.y) + (plot.y(dot.y) - plot.y(before.y)) * share, 3));
      }
    });
  }
  return boxes;
}

/** The layout that runs comes first, then what is on the frontier. */
function rank(dot: FrontierDot): number {
  return dot.current ? 0 : dot.best ? 1 : 2;
}
