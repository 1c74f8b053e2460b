import type { SideLine } from './curve-data';
import type { Crossover } from './curve-value';
import { gaps } from './gaps';
import { placeLabels, type Box, type Obstacles, type Place } from './label-places';
import type { Plot } from './plot';

export interface CrossingLabel extends Place {
  text: string;
}

/** A crossing lies between two samples of curves that are right within some percent: more digits would be invented. */
export function sensible(x: number): number {
  return Number(x.toPrecision(3));
}

/**
 * Which crossings are named, the most wanted first: the one nearest to the scenario, then the outermost. Of the others
 * there are marks, and the table has them all.
 */
export function namedCrossings(found: readonly Crossover[], at: number): Crossover[] {
  const [first, last] = [found[0], found.at(-1)];
  if (!first || !last) return [];
  const away = ({ x }: Crossover) => Math.abs(Math.log(x / at));
  const nearest = found.reduce((best, one) => (away(one) < away(best) ? one : best));
  return [...new Set([nearest, last, first])];
}

/** More names than this nobody looks for. */
const MOST_NAMES = 2;

/** Half of what a mark takes, and how far from it a name stands. */
const MARK = 6;
const AWAY = 9;

/** Names of crossings where they cover nothing: no line, mark, name, nor what stands at the scenario's own x. */
export function crossingLabels(
  plot: Plot,
  found: readonly Crossover[],
  named: readonly Crossover[],
  name: (crossover: Crossover) => string,
  there: Obstacles,
): CrossingLabel[] {
  const texts = named.map(name);
  const wanted = named.map(({ x, y }, i) => ({
    text: texts[i]!,
    x: plot.x(x),
    y: plot.y(y),
    away: AWAY,
    optional: true,
    clear: true,
  }));
  const marks = found.map(({ x, y }) => square(plot.x(x), plot.y(y), 2 * MARK));
  const { left, right, top, bottom } = plot;
  const frame = { x: left + 2, y: top, width: right - left - 2, height: bottom - top - 2 };
  const places = placeLabels(wanted, { ...there, points: [...there.points, ...marks] }, frame);
  const placed = places.flatMap((place, i) => (place ? [{ text: texts[i]!, ...place }] : []));
  // Two that print alike are one to a reader.
  return placed
    .filter(({ text }, i) => placed.findIndex((other) => other.text === text) === i)
    .slice(0, MOST_NAMES);
}

/** Samples are closer together than letters: every fourth stands for its neighbours, and steep pieces are cut. */
const STRIDE = 4;
const STEP = 10;

/** What the lines cover. */
export function lineBoxes(plot: Plot, lines: readonly SideLine[]): Box[] {
  const boxes: Box[] = [];
  for (const { x, y } of lines) {
    let before: { x: number; y: number } | null = null;
    for (let i = 0; i < x.length; i += STRIDE) {
      const here = y[i]! > 0 ? { x: plot.x(x[i]!), y: plot.y(y[i]!) } : null;
      if (here && before) {
        const cuts = Math.ceil(Math.hypot(here.x - before.x, here.y - before.y) / STEP);
        for (let k = 0; k < cuts; k++) {
          const share = k / cuts;
          boxes.push(
            square(before.x + (here.x - before.x) * share, before.y + (here.y - before.y) * share, 5),
          );
        }
      } else if (here) boxes.push(square(here.x, here.y, 5));
      before = here;
    }
  }
  return boxes;
}

/** Where a side has no answer the ground is patterned. */
export function washBoxes({ x, top, bottom }: Plot, lines: readonly SideLine[]): Box[] {
  return lines.flatMap((line) =>
    gaps(line)
      .filter(({ kind }) => kind !== 'run')
      .map(({ x0, x1 }) => ({ x: x(x0), y: top, width: x(x1) - x(x0), height: bottom - top })),
  );
}

/** Something upright from edge to edge, so wide to either side. */
export function column({ top, bottom }: Plot, x: number, aside: number): Box {
  return { x: x - aside, y: top, width: 2 * aside, height: bottom - top };
}

function square(x: number, y: number, size: number): Box {
  return { x: x - size / 2, y: y - size / 2, width: size, height: size };
}
