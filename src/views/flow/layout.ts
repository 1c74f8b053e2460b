import type { Snapshot } from '../../engine/result';
import type { Box } from './geometry';
import type { LaneLayout } from './lane-layout';
import { narrowLane, wideLane } from './place-lane';

/** Where everything stands, as a pure function of the two clusters and the size. Times play no part here. */
export interface FlowLayout {
  width: number;
  height: number;
  /** 1 at the size of a column on a laptop; lengths and type grow with it on large screens, never below 1. */
  unit: number;
  variant: 'wide' | 'narrow';
  lanes: LaneLayout[];
  legend: Box;
}

/** Below this width answers go under the pools instead of beside them. */
const NARROW = 540;

const LEGEND_HEIGHT = { wide: 22, narrow: 40 };
const LANE_HEIGHT = { wide: 214, narrow: 286 };
const LEAST_LANE_HEIGHT = { wide: 140, narrow: 250 };

function variantOf(width: number): FlowLayout['variant'] {
  return width < NARROW ? 'narrow' : 'wide';
}

/** Height the figure asks for, and the least it can be drawn in. */
export function flowHeights(width: number, lanes: number): { preferred: number; least: number } {
  const variant = variantOf(width);
  const unit = variant === 'wide' ? unitFor(width, Infinity) : 1;
  return {
    preferred: Math.round(unit * (lanes * LANE_HEIGHT[variant] + LEGEND_HEIGHT[variant])),
    least: lanes * LEAST_LANE_HEIGHT[variant] + LEGEND_HEIGHT[variant],
  };
}

function unitFor(width: number, heightPerLane: number): number {
  return Math.min(3.2, Math.max(1, Math.min(width / 1000, heightPerLane / 220)));
}

/** `sides`: one or two, top to bottom; null where a side has no cluster to show. */
export function layoutFlow(
  sides: readonly (Pick<Snapshot, 'pools'> | null)[],
  width: number,
  height: number,
): FlowLayout {
  const variant = variantOf(width);
  const unit = variant === 'wide' ? unitFor(width, height / sides.length) : 1;
  const legendHeight = LEGEND_HEIGHT[variant] * unit;
  const laneHeight = (height - legendHeight) / sides.length;
  const lane = variant === 'wide' ? wideLane : narrowLane;
  return {
    width,
    height,
    unit,
    variant,
    lanes: sides.map((side, i) =>
      lane(side?.pools ?? [], { x: 0, y: i * laneHeight, w: width, h: laneHeight }, unit),
    ),
    legend: { x: 12 * unit, y: height - legendHeight, w: width - 24 * unit, h: legendHeight },
  };
}
