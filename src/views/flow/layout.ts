import type { PoolSeries, Snapshot } from '../../engine/result';
import { bottom, curve, joined, right, type Box, type Point, type Track } from './geometry';
import { TRACK } from './particles';
import { tileGrid, type TileGrid } from './tile-grid';

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

/** Below this width answers go under the pools instead of beside them. */
const NARROW = 540;

/** Distance of two lines of text marks: that of print a size below the labels. */
const LINE_PITCH = 7.5;

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

/** Cluster at the left, answers at the right. */
function wideLane(pools: readonly PoolSeries[], box: Box, unit: number): LaneLayout {
  const pad = 14 * unit;
  const tight = box.w < 860 * unit;
  const header = (box.h / unit < 175 ? 42 : 46) * unit;
  const body: Box = {
    x: pad,
    y: box.y + header + 4 * unit,
    w: box.w - 2 * pad,
    h: box.h - header - 14 * unit,
  };
  const answersWidth = Math.max(170, Math.min(box.w * 0.33, 460 * unit));
  const answersX = right(body) - answersWidth;
  const entry = entrance(
    body,
    unit,
    tight ? { approach: 26, gap: 20, queue: 36 } : { approach: 46, gap: 24, queue: 64 },
  );
  const fan = (tight ? 40 : 58) * unit;
  const cluster: Box = { x: entry.end, y: body.y, w: answersX - fan - entry.end, h: body.h };
  const placed = placePools(pools, cluster, unit);
  const exit = placed[placed.length - 1]?.box ?? cluster;

  const others: Box = { x: answersX, y: bottom(body) - 20 * unit, w: answersWidth, h: 20 * unit };
  const forRows = others.y - body.y - 4 * unit;
  // Few rows of many lines: how fast a paragraph fills is seen at once.
  const count = forRows < 76 * unit ? 1 : Math.max(2, Math.min(4, Math.floor(forRows / (60 * unit))));
  const rows = Array.from({ length: count }, (_, i) =>
    row(
      { x: answersX, y: body.y + (forRows * i) / count, w: answersWidth, h: forRows / count - 4 * unit },
      unit,
    ),
  );
  const out = (y: number): Track => {
    const middle = trackLevel(body);
    const gap = 6 * unit;
    const from = { x: right(exit), y: middle + (y - middle) * 0.35 };
    return curve(from, { x: answersX - gap, y });
  };
  return {
    box,
    title: { x: pad, y: box.y + 8 * unit, w: answersX - pad - 12 * unit, h: header - 8 * unit },
    stations: body.y - 6 * unit,
    counter: { x: answersX, y: box.y + 8 * unit, w: answersWidth, h: header - 8 * unit },
    cluster: { ...body, w: answersX - body.x - 12 * unit },
    router: entry.router,
    queue: entry.queue,
    pools: placed,
    tracks: {
      ...entry.tracks(placed[0]?.box ?? cluster),
      link: linkTrack(placed, trackLevel(body)),
      rows: rows.map(({ text }) => out(text.y + text.h / 2)),
      others: out(others.y + others.h / 2),
    },
    rows,
    others,
  };
}

/** Cluster above, answers below it in two columns: what a phone held upright has room for. */
function narrowLane(pools: readonly PoolSeries[], box: Box, unit: number): LaneLayout {
  const pad = 12;
  const header = 46;
  const counterWidth = Math.max(140, Math.min(180, box.w * 0.46));
  const cluster: Box = {
    x: pad,
    y: box.y + header,
    w: box.w - 2 * pad,
    h: Math.min(124, box.h * 0.42),
  };
  const entry = entrance(cluster, unit, { approach: 16, gap: 14, queue: 26 });
  const placed = placePools(pools, { ...cluster, x: entry.end, w: right(cluster) - entry.end }, unit);
  const exit = placed[placed.length - 1]?.box ?? cluster;
  const fan = 24;
  const others: Box = { x: pad, y: bottom(box) - 26, w: box.w - 2 * pad, h: 20 };
  const rowsY = bottom(cluster) + fan;
  const columnGap = 20;
  const columnWidth = (box.w - 2 * pad - columnGap) / 2;
  const rows = [0, 1].map((i) =>
    row({ x: pad + i * (columnWidth + columnGap), y: rowsY, w: columnWidth, h: others.y - rowsY - 4 }, unit),
  );
  // Both sides let their tokens out at the same place, so that the spacing of dots compares speeds.
  const out = (to: Point, offset: number): Track =>
    curve({ x: right(cluster) - cluster.w * 0.22 + offset, y: bottom(exit) }, to, 'down');
  const gap = pad + columnWidth + columnGap / 2;
  const lastY = rowsY - 3;
  return {
    box,
    title: { x: pad, y: box.y + 6, w: box.w - 2 * pad - counterWidth - 10, h: header - 8 },
    stations: null,
    counter: { x: box.w - pad - counterWidth, y: box.y + 6, w: counterWidth, h: header - 8 },
    cluster,
    router: entry.router,
    queue: entry.queue,
    pools: placed,
    tracks: {
      ...entry.tracks(placed[0]?.box ?? cluster),
      link: linkTrack(placed, trackLevel(cluster)),
      rows: rows.map(({ box: target }, i) => out({ x: target.x + target.w / 2, y: lastY }, i * 24 - 12)),
      others: joined(
        out({ x: gap, y: lastY }, 0),
        curve({ x: gap, y: lastY }, { x: gap, y: others.y }, 'down'),
      ),
    },
    rows,
    others,
  };
}

/** Height at which requests travel: a little above the middle, where the tiles are. */
function trackLevel(body: Box): number {
  return body.y + body.h * 0.42;
}

/** Approach, router and queue from the left edge of `body` on; `end` is where the first pool may begin. */
function entrance(body: Box, unit: number, lengths: { approach: number; gap: number; queue: number }) {
  const y = trackLevel(body);
  const routerX = body.x + lengths.approach * unit + 7 * unit;
  const queue: Box = {
    x: routerX + lengths.gap * unit,
    y: body.y,
    w: lengths.queue * unit,
    h: body.h - 18 * unit,
  };
  const door = right(queue) + 4 * unit;
  const head = door + 12 * unit;
  return {
    router: { x: routerX, y },
    queue,
    end: head + 12 * unit,
    tracks: (first: Box) => ({
      approach: curve({ x: body.x, y }, { x: routerX - 8 * unit, y }),
      intoPool: curve({ x: head, y }, { x: first.x + Math.min(40 * unit, first.w * 0.3), y }),
    }),
  };
}

function linkTrack(pools: readonly PoolLayout[], y: number): Track | null {
  const [from, to] = pools;
  return from && to ? curve({ x: right(from.box), y }, { x: to.box.x, y }) : null;
}

/** One pool takes the whole width; of two, decoding takes the larger part, because that is where time goes. */
function placePools(pools: readonly PoolSeries[], area: Box, unit: number): PoolLayout[] {
  if (pools.length === 0) return [];
  const link = pools.length > 1 ? Math.max(28 * unit, Math.min(area.w * 0.16, 90 * unit)) : 0;
  const room = area.w - link * (pools.length - 1);
  const shares = pools.map((pool) =>
    pools.length === 1
      ? 1
      : pool.role === 'decode'
        ? 0.64
        : Math.max(0.36, Math.min(0.46, (84 * unit) / room)),
  );
  const total = shares.reduce((sum, share) => sum + share, 0);
  let x = area.x;
  return pools.map((pool, i) => {
    const width = (room * shares[i]!) / total;
    const placed = placePool(pool, { x, y: area.y, w: width, h: area.h }, unit);
    x += width + link;
    return placed;
  });
}

function placePool(pool: PoolSeries, box: Box, unit: number): PoolLayout {
  const pad = (box.w < 110 ? 6 : 9) * unit;
  const line = 15 * unit;
  const inner = { x: box.x + pad, w: box.w - 2 * pad };
  const factLines = box.h / unit < 105 ? 1 : 2;
  const factsY = bottom(box) - 7 * unit - (factLines - 1) * line;
  const tank: Box = { ...inner, y: factsY - 13 * unit - 11 * unit, h: 11 * unit };
  const tilesY = box.y + 22 * unit;
  return {
    box,
    titleAt: { x: inner.x, y: box.y + 15 * unit },
    grid: tileGrid(pool.chips, { ...inner, y: tilesY, h: Math.max(8, tank.y - 8 * unit - tilesY) }, unit),
    tank,
    facts: Array.from({ length: factLines }, (_, i) => ({ x: inner.x, y: factsY + i * line })),
  };
}

function row(box: Box, unit: number): RowLayout {
  const heading = 16 * unit;
  const text: Box = {
    x: box.x,
    y: box.y + heading,
    w: box.w,
    h: Math.max(8 * unit, box.h - heading - 2 * unit),
  };
  const lines = Math.max(1, Math.floor(text.h / (LINE_PITCH * unit)));
  return { box, text, lines, linePitch: Math.min(9.5 * unit, text.h / lines) };
}

/** The track that a particle's code names. */
export function trackOf(lane: LaneLayout, code: number): Track | null {
  if (code === TRACK.intoPool) return lane.tracks.intoPool;
  if (code === TRACK.link) return lane.tracks.link;
  if (code === TRACK.others) return lane.tracks.others;
  return lane.tracks.rows[code - TRACK.row] ?? null;
}
