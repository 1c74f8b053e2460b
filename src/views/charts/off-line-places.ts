import type { SideCurve } from './curve-data';
import { placeLabels, type Box, type Place } from './label-places';
import { offLine } from './off-line';
import type { Plot } from './plot';

/** Where the words of a dot that lies off its line stand. */
export interface OffLinePlace extends Place {
  side: 'A' | 'B';
  text: string;
}

/** From a dot to its words. */
const AWAY = 9;
/** Half of what a dot covers. */
const DOT = 5;

/** Beside each such dot, over no name of a line and no dot. `xOf`: where a side's dot is. */
export function offLinePlaces(
  plot: Plot,
  curves: readonly SideCurve[],
  at: number,
  xOf: (side: 'A' | 'B') => number,
  names: readonly Box[],
): OffLinePlace[] {
  const dots = curves.flatMap(({ side, point }) =>
    point ? [{ side, x: xOf(side), y: plot.y(point.mean) }] : [],
  );
  const off = dots.flatMap((dot) => {
    const text = offLine(
      curves.find(({ side }) => side === dot.side)!,
      at,
    );
    return text === null ? [] : [{ ...dot, text, away: AWAY, optional: false }];
  });
  const points = dots.map(({ x, y }) => ({ x: x - DOT, y: y - DOT, width: 2 * DOT, height: 2 * DOT }));
  const { left, right, top, bottom } = plot;
  const frame = { x: left, y: top, width: right - left, height: bottom - top };
  const places = placeLabels(off, { points, words: names }, frame);
  return off.flatMap(({ side, text }, i) => {
    const place = places[i];
    return place ? [{ side, text, ...place }] : [];
  });
}
