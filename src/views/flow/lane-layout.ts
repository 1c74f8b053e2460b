import type { Box, Point, Track } from './geometry';
import { TRACK } from './particles';
import type { TileGrid } from './tile-grid';

/** The parts of one side's picture, with their places. Pools are numbered as in the snapshot. */
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
  entries: EntryLayout[];
  pools: PoolLayout[];
  links: LinkLayout[];
  ties: TieLayout[];
  vessels: VesselLayout[];
  tracks: Tracks;
  rows: RowLayout[];
  /** One line for all answers that are not written out; of no height where there is no room for it. */
  others: Box;
}

/** What stands before a pool that takes requests. */
export interface EntryLayout {
  pool: number;
  /** Requests wait here; the head of the queue is at the right. */
  queue: Box;
  /** Height at which they travel. */
  level: number;
  /** Where a network lies before the pool, on the way from the queue. */
  network: Box | null;
}

export interface PoolLayout {
  box: Box;
  titleAt: Point;
  /** The chips stand on a line of their own under the name. */
  chipsBelow: boolean;
  grid: TileGrid;
  tank: Box;
  /** Baselines of the lines of facts under the tank: none, one or two as there is room. */
  facts: Point[];
}

/** KV moves from one pool to another. */
export interface LinkLayout {
  from: number;
  to: number;
  track: Track;
}

/** Activations, or drafted tokens, go from a pool to its companion and back in every step. */
export interface TieLayout {
  owner: number;
  companion: number;
  from: Point;
  to: Point;
}

/** A tier behind the device. */
export interface VesselLayout {
  box: Box;
  label: Point;
  tank: Box;
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
  /** From the router into the queue of each entry, in their order. */
  branches: Track[];
  /** By pool: from the head of its queue into it; to each row of answers; to the line of the others. */
  intoPool: (Track | null)[];
  rows: Track[][];
  others: (Track | null)[];
  /** From each vessel to the pools that read from it. */
  fetch: Track[];
}

/** The track that a particle travels; see `TRACK`. */
export function trackOf(lane: LaneLayout, code: number, from: number, to: number): Track | null {
  const { tracks } = lane;
  switch (code) {
    case TRACK.intoPool:
      return tracks.intoPool[to] ?? null;
    case TRACK.link:
      return lane.links.find((link) => link.from === from && link.to === to)?.track ?? null;
    case TRACK.others:
      return tracks.others[from] ?? null;
    case TRACK.row:
      return tracks.rows[from]?.[to] ?? null;
    case TRACK.fetch:
      return tracks.fetch[from] ?? null;
  }
  return null;
}
