import { bareLane, isTooLow } from './bare-lane';
import type { Box } from './geometry';
import type { LaneLayout } from './lane-layout';
import { narrowClusterHeight, narrowLane, wideLane, type LaneParts } from './place-lane';
import { stackHeight } from './pool-blocks';

/** Where everything stands, as a pure function of the two clusters and the size. Times play no part here. */
export interface FlowLayout {
  width: number;
  height: number;
  /** Lanes are this many times as wide and high as the picture; 1 shows all. */
  zoom: number;
  /** Size of the page's text against the usual. */
  text: number;
  /** 1 at the size of a column on a laptop; lengths and type grow with it on large screens, never below 1. */
  unit: number;
  variant: 'wide' | 'narrow';
  lanes: LaneLayout[];
  legend: Box;
}

/** Below this width answers go under the pools instead of beside them. */
const NARROW = 540;

const LEGEND_HEIGHT = { wide: 22, narrow: 40 };
/** Of a side with one row of pools; each further row takes `ROW`, tiers behind the device `SHELF`. */
const LANE_HEIGHT = { wide: 214, narrow: 286 };
const LEAST_LANE_HEIGHT = { wide: 124, narrow: 250 };
const ROW = 76;
const SHELF = 34;
/** What a row of pools, and the shelf, need at least; and what stands above and below them. */
const LEAST_ROW = 34;
const LEAST_SHELF = 24;
const AROUND = 56;

export type FlowSides = readonly (LaneParts | null)[];

const EMPTY: LaneParts = { pools: [], tiers: [] };

function variantOf(width: number): FlowLayout['variant'] {
  return width < NARROW ? 'narrow' : 'wide';
}

function laneHeight(side: LaneParts, variant: FlowLayout['variant']): { preferred: number; least: number } {
  const least = LEAST_LANE_HEIGHT[variant];
  if (variant === 'narrow') {
    const more = narrowClusterHeight(side) - narrowClusterHeight(EMPTY);
    return { preferred: LANE_HEIGHT.narrow + more, least: least + more };
  }
  const rows = Math.max(1, stackHeight(side.pools, true));
  const shelf = side.tiers.length > 0;
  return {
    preferred: LANE_HEIGHT.wide + ROW * (rows - 1) + (shelf ? SHELF : 0),
    least: Math.max(least, AROUND + LEAST_ROW * rows + (shelf ? LEAST_SHELF : 0)),
  };
}

/** Height the figure asks for, and the least it can be drawn in. */
export function flowHeights(width: number, sides: FlowSides): { preferred: number; least: number } {
  const variant = variantOf(width);
  const unit = variant === 'wide' ? unitFor(width, Infinity) : 1;
  const heights = sides.map((side) => laneHeight(side ?? EMPTY, variant));
  const sum = (of: 'preferred' | 'least') => heights.reduce((total, height) => total + height[of], 0);
  return {
    preferred: Math.round(unit * (sum('preferred') + LEGEND_HEIGHT[variant])),
    least: sum('least') + LEGEND_HEIGHT[variant],
  };
}

/** Each lane as high as it asks for, or as far below it as the others, or the more above it the higher it is. */
function shareHeight(room: number, heights: readonly { preferred: number; least: number }[]): number[] {
  const least = heights.reduce((sum, one) => sum + one.least, 0);
  const preferred = heights.reduce((sum, one) => sum + one.preferred, 0);
  const given = Math.min(1, Math.max(0, (room - least) / Math.max(1, preferred - least)));
  const between = heights.map((one) => one.least + given * (one.preferred - one.least));
  const all = between.reduce((sum, h) => sum + h, 0);
  return between.map((h) => (room * h) / Math.max(1, all));
}

/** Narrower than this in its own units, a lane has no room for its words. */
const LEAST_WIDTH = 640;
const LARGEST_UNIT = 3.2;

function unitFor(width: number, heightPerLane: number): number {
  return Math.min(LARGEST_UNIT, Math.max(1, Math.min(width / 1000, heightPerLane / 220)));
}

/**
 * `sides`: one or two, top to bottom; null where a side has no cluster to show. `zoom` above 1 lays the same parts out
 * in so many times the width and height, with type as large as before; the legend stays where the screen ends. `text`
 * above 1 makes type larger with the page's, as far as there is room.
 */
export function layoutFlow(sides: FlowSides, width: number, height: number, zoom = 1, text = 1): FlowLayout {
  const variant = variantOf(width);
  const legendOf = LEGEND_HEIGHT[variant];
  const heights = sides.map((side) => laneHeight(side ?? EMPTY, variant));
  const wanted = heights.map(({ preferred }) => preferred);
  const least = heights.reduce((sum, one) => sum + one.least, legendOf);
  const all = wanted.reduce((sum, one) => sum + one, 0);
  // Lanes of one kind are equally high; a side with more pools takes more.
  const perLane = (height * LANE_HEIGHT[variant]) / Math.max(1, all);
  const withText = Math.min(text, width / LEAST_WIDTH, height / least, LARGEST_UNIT);
  const unit = variant === 'wide' ? Math.max(unitFor(width, perLane), withText) : 1;
  const legendHeight = legendOf * unit;
  const forLanes = height - legendHeight;
  const laneHeights = shareHeight(forLanes / unit, heights).map((h) => h * unit * zoom);
  const bare = variant === 'wide' && sides.some((side, i) => isTooLow(side ?? EMPTY, laneHeights[i]!, unit));
  const lane = variant === 'wide' ? wideLane : narrowLane;
  let y = 0;
  return {
    width,
    height,
    zoom,
    text,
    unit,
    variant,
    lanes: sides.map((side, i) => {
      const h = bare ? (forLanes * zoom) / sides.length : laneHeights[i]!;
      const box = { x: 0, y, w: width * zoom, h };
      y += h;
      return bare ? bareLane(box, unit, zoom) : lane(side ?? EMPTY, box, { unit, zoom });
    }),
    legend: { x: 12 * unit, y: height - legendHeight, w: width - 24 * unit, h: legendHeight },
  };
}
