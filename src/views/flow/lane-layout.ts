import type { Box, Point, Track } from './geometry';
import { TRACK } from './particles';
import type { TileGrid } from './tile-grid';

/** The parts of one side's picture, with their places. */
export interface LaneLayout {
  box: Box;
  /** Name of the side, above the cluster; numbers of the side, above its answers. */
  title: Box;
  /** Baseline of the names of the stations above the pools; null where there is no room, then pools say it. */
  stations: number | null;
  counter: Box;
  /** All between the title and the answers: where a note stands when there is no cluster. */
  cluster: Box;
  router: Point;
  /** Requests wait here; the head of the queue is at the right. */
  queue: Box;
  pools: PoolLayout[];
  tracks: Tracks;
  rows: RowLayout[];
  /** One line for all answers that are not written out. */
  others: Box;
}

export interface PoolLayout {
  box: Box;
  titleAt: Point;
  grid: TileGrid;
  tank: Box;
  /** Baselines of the lines of facts under the tank: two where there is room. */
  facts: Point[];
}

export interface RowLayout {
  box: Box;
  /** The lines of text, without the row's heading. */
  text: Box;
  lines: number;
  linePitch: number;
}

export interface Tracks {
  approach: Track;
  /** From the head of the queue into the first pool. */
  intoPool: Track;
  /** Null when one pool does both phases. */
  link: Track | null;
  rows: Track[];
  others: Track;
}

/** The track that a particle's code names. */
export function trackOf(lane: LaneLayout, code: number): Track | null {
  if (code === TRACK.intoPool) return lane.tracks.intoPool;
  if (code === TRACK.link) return lane.tracks.link;
  if (code === TRACK.others) return lane.tracks.others;
  return lane.tracks.rows[code - TRACK.row] ?? null;
}
