import type { SideLine } from './curve-data';
import type { Crossover } from './curve-value';
import { gaps } from './gaps';
import { HEIGHT, LETTER, placeLabels, type Box, type Obstacles, type Place } from './label-places';
import type { Plot } from './plot';

export interface CrossingLabel extends Place {
  text: string;
  /** The line to it from its mark; null where it stands beside that. */
  leader: Leader | null;
}

interface Point {
  x: number;
  y: number;
}

interface Leader {
  from: Point;
  to: Point;
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

/** Half of what a mark takes. */
const MARK = 6;

/** How far from its mark a name stands: beside it, or where that is taken farther off, at the end of a leader. */
const AWAY = [9, 24, 48, 80];

/**
 * Names of crossings where they cover nothing: no line, mark, name, nor what stands at the scenario's own x. `texts` of a
 * crossing are from complete to shortest; where there is no place beside the mark for either, a leader gets there.
 */
export function crossingLabels(
  plot: Plot,
  found: readonly Crossover[],
  named: readonly Crossover[],
  texts: (crossover: Crossover) => readonly string[],
  there: Obstacles,
): CrossingLabel[] {
  const marks = found.map(({ x, y }) => square(plot.x(x), plot.y(y), 2 * MARK));
  const points = [...there.points, ...marks];
  const { left, right, top, bottom } = plot;
  const frame = { x: left + 2, y: top, width: right - left - 2, height: bottom - top - 2 };
  const words = [...(there.words ?? [])];
  const labels: CrossingLabel[] = [];
  for (const crossover of named) {
    if (labels.length === MOST_NAMES) break;
    const at = { x: plot.x(crossover.x), y: plot.y(crossover.y) };
    const label = placed(at, texts(crossover), { ...there, points, words }, frame);
    // Two that print alike are one to a reader.
    if (label === null || labels.some(({ text }) => text === label.text)) continue;
    labels.push(label);
    words.push(boxAt(label));
  }
  return labels;
}

function placed(
  at: Point,
  texts: readonly string[],
  there: Obstacles & { words: readonly Box[] },
  frame: Box,
): CrossingLabel | null {
  for (const away of AWAY) {
    for (const text of texts) {
      const [place] = placeLabels([{ text, ...at, away, optional: true, clear: true }], there, frame);
      if (!place) continue;
      const label = { text, ...place, leader: null };
      if (away === AWAY[0]) return label;
      const leader = leaderTo(boxAt(label), at);
      if (!there.words.some((word) => runsThrough(leader, word))) return { ...label, leader };
    }
  }
  return null;
}

/** From the edge of a mark to the nearest point of a name. */
function leaderTo({ x, y, width, height }: Box, at: Point): Leader {
  const end = { x: clamp(at.x, x, x + width), y: clamp(at.y, y, y + height) };
  const length = Math.hypot(end.x - at.x, end.y - at.y);
  const along = (from: number) => ({
    x: at.x + ((end.x - at.x) * from) / length,
    y: at.y + ((end.y - at.y) * from) / length,
  });
  return { from: along(MARK), to: along(length - 2) };
}

function runsThrough({ from, to }: Leader, word: Box): boolean {
  const steps = Math.ceil(Math.hypot(to.x - from.x, to.y - from.y) / 4);
  for (let i = 0; i <= steps; i++) {
    const [x, y] = [from.x + ((to.x - from.x) * i) / steps, from.y + ((to.y - from.y) * i) / steps];
    if (x > word.x && x < word.x + word.width && y > word.y && y < word.y + word.height) return true;
  }
  return false;
}

function boxAt({ text, x, y, anchor }: Place & { text: string }): Box {
  const width = text.length * LETTER;
  const along = anchor === 'start' ? 0 : anchor === 'end' ? width : width / 2;
  return { x: x - along, y: y - HEIGHT / 2, width, height: HEIGHT };
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
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
