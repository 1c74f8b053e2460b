/** Labels beside their points, where they cover nothing. */

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Wanted {
  text: string;
  /** The point that it names, and how far from it a label must keep. */
  x: number;
  y: number;
  away: number;
  /** Left out where it would cover another label; without this it has the best of its places. */
  optional: boolean;
  /** Left out where it would cover a point either. */
  clear?: boolean;
}

/** What is there already. */
export interface Obstacles {
  points: readonly Box[];
  /** Labels that have their places. */
  words?: readonly Box[];
  /** Patterned ground: it can be written on, but is read less easily. */
  washes?: readonly Box[];
}

/** The end of a text that is next to its point, and the middle of its height. */
export interface Place {
  x: number;
  y: number;
  anchor: 'start' | 'middle' | 'end';
}

type Spot = Box & Pick<Place, 'anchor'>;

/** Of a label. */
export const HEIGHT = 14;
/** A generous guess at the width of a letter; fonts differ from system to system. */
export const LETTER = 6.9;
/** Covering words is worse than covering any number of points, and those are worse than to stand on a pattern. */
const WORDS_WEIGH = 1000;
const WASH_WEIGHS = 0.1;

/** One place for each, in the order of their importance; null for those that are left out. */
export function placeLabels(wanted: readonly Wanted[], there: Obstacles, frame: Box): (Place | null)[] {
  const { points, words: before = [], washes = [] } = there;
  const taken: Box[] = [...before];
  return wanted.map((one) => {
    const width = one.text.length * LETTER;
    const places = around(one, width).filter((box) => isInside(box, frame));
    let best: { box: Spot; words: number; covered: number; cost: number } | null = null;
    for (const box of places) {
      const words = countOver(box, taken);
      const covered = words + countOver(box, points);
      const cost = covered + words * (WORDS_WEIGH - 1) + countOver(box, washes) * WASH_WEIGHS;
      if (best === null || cost < best.cost) best = { box, words, covered, cost };
    }
    if (best === null || (one.optional && best.words > 0) || (one.clear && best.covered > 0)) return null;
    taken.push(best.box);
    const { x, y, anchor } = best.box;
    const along = anchor === 'start' ? 0 : anchor === 'end' ? width : width / 2;
    return { x: x + along, y: y + HEIGHT / 2, anchor };
  });
}

/** To the right first, as one reads; then left, and above and below of both and of the middle. */
function around({ x, y, away }: Wanted, width: number): Spot[] {
  const [right, left, middle] = [x + away, x - away - width, x - width / 2];
  const [level, above, below] = [y - HEIGHT / 2, y - away - HEIGHT, y + away];
  const spots = [
    [right, level, 'start'],
    [left, level, 'end'],
    [middle, above, 'middle'],
    [middle, below, 'middle'],
    [right, below, 'start'],
    [left, below, 'end'],
    [right, above, 'start'],
    [left, above, 'end'],
  ] as const;
  return spots.map(([bx, by, anchor]) => ({ x: bx, y: by, width, height: HEIGHT, anchor }));
}

function isInside(box: Box, frame: Box): boolean {
  return (
    box.x >= frame.x &&
    box.y >= frame.y &&
    box.x + box.width <= frame.x + frame.width &&
    box.y + box.height <= frame.y + frame.height
  );
}

function countOver(box: Box, others: readonly Box[]): number {
  return others.filter((other) => overlap(box, other)).length;
}

function overlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}
