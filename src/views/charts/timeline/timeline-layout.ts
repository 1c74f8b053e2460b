import type { Snapshot } from '../../../engine/result';
import type { Seconds } from '../../../units/units';
import type { TimeWindow } from './time-window';

export type TimelineView = 'requests' | 'batches';

/** One side as the timeline draws it. */
export interface TimelineSide {
  side: 'a' | 'b';
  letter: 'A' | 'B';
  name: string;
  snapshot: Snapshot | null;
  /** Why there is nothing to draw. */
  note: string | null;
}

/** Where one side's rows are; units of the page. */
export interface Block {
  top: number;
  /** Rows lie between these. */
  rowsTop: number;
  rowsBottom: number;
}

export interface TimelineLayout {
  width: number;
  height: number;
  unit: number;
  left: number;
  right: number;
  blocks: Block[];
  /** Where the ticks stand, and below them the names of the fills. */
  axisTop: number;
  legendTop: number;
}

const TITLE = 22;
const GAP = 10;
const AXIS = 28;

export interface Room {
  width: number;
  height: number;
  unit: number;
  /** Height of the names of the fills. */
  legend: number;
}

/** One block a side, one above the other, on one time axis. */
export function layoutTimeline(sides: number, { width, height, unit, legend }: Room): TimelineLayout {
  const left = (width < 520 * unit ? 48 : 64) * unit;
  const legendTop = height - legend;
  const axisTop = legendTop - AXIS * unit;
  const each = (axisTop - (sides - 1) * GAP * unit) / Math.max(1, sides);
  const blocks = Array.from({ length: sides }, (_, i) => {
    const top = i * (each + GAP * unit);
    return { top, rowsTop: top + TITLE * unit, rowsBottom: top + each };
  });
  return { width, height, unit, left, right: width - 12 * unit, blocks, axisTop, legendTop };
}

/** Height that a timeline of so many sides wants. */
export function wantedHeight(sides: number, { width, unit, legend }: Omit<Room, 'height'>): number {
  const rows = Math.min(230 * unit, Math.max(120 * unit, width * 0.24));
  return Math.round(sides * (TITLE * unit + rows) + (sides - 1) * GAP * unit + AXIS * unit + legend);
}

export function xOf({ left, right }: TimelineLayout, { from, to }: TimeWindow, time: Seconds): number {
  return left + ((time - from) / (to - from)) * (right - left);
}

export function timeAt({ left, right }: TimelineLayout, { from, to }: TimeWindow, x: number): Seconds {
  return from + ((x - left) / (right - left)) * (to - from);
}
