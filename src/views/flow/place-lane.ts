import { bottom, curve, joined, right, type Box, type Point, type Track } from './geometry';
import type { EntryLayout, LaneLayout, RowLayout } from './lane-layout';
import { levelOf, NETWORK_WIDTH, placePools, type PlacedPools } from './place-pools';
import { fetchTrack, placeVessels, shelfHeight } from './place-vessels';
import { stackHeight, takesPrompts, writesAnswers, type PlacedPool } from './pool-blocks';

/** What a lane shows: the parts of a snapshot that stand still. */
export interface LaneParts {
  pools: readonly PlacedPool[];
  /** Behind the device: how many there are. */
  tiers: readonly unknown[];
}

/** Zooming in gives the same parts more room; how many rows of answers there are does not change. */
export interface LaneScale {
  unit: number;
  zoom: number;
}

/** A lane lower than this, its header apart, has room for one answer and not for a line of all the others. */
const LEAST_WITH_OTHERS = 52;

/** Cluster at the left, answers at the right. */
export function wideLane(parts: LaneParts, box: Box, { unit, zoom }: LaneScale): LaneLayout {
  const { pools, tiers } = parts;
  const pad = 14 * unit;
  const tight = box.w < 860 * unit;
  const rowsOfPools = stackHeight(pools, true);
  const header = (box.h / unit < 175 ? 42 : 46) * unit;
  const body: Box = {
    x: pad,
    y: box.y + header + 4 * unit,
    w: box.w - 2 * pad,
    h: box.h - header - 14 * unit,
  };
  const answersWidth = Math.max(170, Math.min(box.w * 0.33, 460 * unit));
  const answersX = right(body) - answersWidth;
  const widths = tight ? { approach: 26, gap: 20, queue: 36 } : { approach: 46, gap: 24, queue: 64 };
  const start = entranceWidth(widths, unit) + body.x;
  const fan = (tight ? 40 : 58) * unit;
  const shelf = shelfHeight(tiers.length, unit, body.h / (rowsOfPools + 0.5) < 90 * unit);
  const area: Box = { x: start, y: body.y, w: answersX - fan - start, h: body.h - shelf };
  const placed = placePools(pools, area, unit, true);
  const entrance = placeEntrance(parts, placed, body, { ...area, x: start }, unit, widths);
  const othersHeight = body.h < LEAST_WITH_OTHERS * unit ? 0 : 20 * unit;
  const others: Box = { x: answersX, y: bottom(body) - othersHeight, w: answersWidth, h: othersHeight };
  const forRows = others.y - body.y - (othersHeight > 0 ? 4 : 0) * unit;
  const unzoomed = forRows / zoom;
  // Few rows of many lines: how fast a paragraph fills is seen at once.
  const count = unzoomed < 76 * unit ? 1 : Math.max(2, Math.min(4, Math.floor(unzoomed / (60 * unit))));
  const rows = Array.from({ length: count }, (_, i) =>
    row(
      { x: answersX, y: body.y + (forRows * i) / count, w: answersWidth, h: forRows / count - 4 * unit },
      unit,
    ),
  );
  const out = (pool: number, y: number): Track => {
    const own = placed.pools[pool]!.box;
    const level = levelOf(own);
    const fan = Math.max(
      own.y - level + 6 * unit,
      Math.min(bottom(own) - level - 6 * unit, (y - level) * 0.35),
    );
    return curve({ x: placed.ends[pool]!, y: level + fan }, { x: answersX - 6 * unit, y });
  };
  return {
    box,
    title: { x: pad, y: box.y + 8 * unit, w: answersX - pad - 12 * unit, h: header - 8 * unit },
    stations: rowsOfPools <= 1 ? body.y - 6 * unit : null,
    counter: { x: answersX, y: box.y + 8 * unit, w: answersWidth, h: header - 8 * unit },
    cluster: { ...body, w: answersX - body.x - 12 * unit },
    ...commonParts(parts, placed, entrance, { ...area, y: bottom(area), h: shelf }, unit),
    tracks: {
      ...entrance.tracks,
      rows: pools.map((pool, p) =>
        writesAnswers(pool) ? rows.map(({ text }) => out(p, text.y + text.h / 2)) : [],
      ),
      others: pools.map((pool, p) => (writesAnswers(pool) ? out(p, others.y + others.h / 2) : null)),
      fetch: fetchTracks(parts, placed, { ...area, y: bottom(area), h: shelf }, unit),
    },
    rows,
    others,
  };
}

/** Height of the cluster of one side on a phone. */
export function narrowClusterHeight({ pools, tiers }: LaneParts): number {
  return 124 + 66 * (Math.max(1, stackHeight(pools, false)) - 1) + shelfHeight(tiers.length, 1, false);
}

/** Least room that answers keep under a cluster, with the header above it. */
const NARROW_REST = 145;

/** Cluster above, answers below it in two columns: what a phone held upright has room for. */
export function narrowLane(parts: LaneParts, box: Box, { unit, zoom }: LaneScale): LaneLayout {
  const { pools, tiers } = parts;
  const pad = 12;
  const header = 46;
  const counterWidth = Math.max(140, Math.min(180, (box.w / zoom) * 0.46));
  const cluster: Box = {
    x: pad,
    y: box.y + header,
    w: box.w - 2 * pad,
    h: Math.min(narrowClusterHeight(parts) * zoom, box.h - NARROW_REST),
  };
  const widths = { approach: 16, gap: 14, queue: 26 };
  const start = cluster.x + entranceWidth(widths, unit);
  const shelf = shelfHeight(tiers.length, unit, true);
  const area: Box = { ...cluster, x: start, w: right(cluster) - start, h: cluster.h - shelf };
  const placed = placePools(pools, area, unit, false);
  const entrance = placeEntrance(parts, placed, { ...cluster, h: area.h }, area, unit, widths);
  const shelfBox = { ...cluster, y: bottom(area), h: shelf };
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
    curve({ x: right(cluster) - cluster.w * 0.22 + offset, y: bottom(cluster) }, to, 'down');
  const gap = pad + columnWidth + columnGap / 2;
  const lastY = rowsY - 3;
  const toRows = rows.map(({ box: target }, i) => out({ x: target.x + target.w / 2, y: lastY }, i * 24 - 12));
  const toOthers = joined(
    out({ x: gap, y: lastY }, 0),
    curve({ x: gap, y: lastY }, { x: gap, y: others.y }, 'down'),
  );
  return {
    box,
    title: { x: pad, y: box.y + 6, w: box.w - 2 * pad - counterWidth - 10, h: header - 8 },
    stations: null,
    counter: { x: box.w - pad - counterWidth, y: box.y + 6, w: counterWidth, h: header - 8 },
    cluster,
    ...commonParts(parts, placed, entrance, shelfBox, unit),
    tracks: {
      ...entrance.tracks,
      rows: pools.map((pool) => (writesAnswers(pool) ? toRows : [])),
      others: pools.map((pool) => (writesAnswers(pool) ? toOthers : null)),
      fetch: fetchTracks(parts, placed, shelfBox, unit),
    },
    rows,
    others,
  };
}

function commonParts(
  { tiers }: LaneParts,
  placed: PlacedPools,
  { router, entries }: Entrance,
  shelf: Box,
  unit: number,
) {
  const { pools, links, ties } = placed;
  return { router, entries, pools, links, ties, vessels: placeVessels(tiers, shelf, unit) };
}

function fetchTracks({ pools, tiers }: LaneParts, placed: PlacedPools, shelf: Box, unit: number): Track[] {
  const reader = placed.pools[pools.findLastIndex(takesPrompts)]?.box;
  if (!reader) return [];
  return placeVessels(tiers, shelf, unit).map(({ box }) => fetchTrack(box, reader, shelf.y + 3.5 * unit));
}

interface EntranceWidths {
  approach: number;
  gap: number;
  queue: number;
}

interface Entrance {
  router: Point;
  entries: EntryLayout[];
  tracks: { approach: Track; branches: Track[]; intoPool: (Track | null)[] };
}

/** From the left edge to where the first pool may begin: approach, router, queue, door. */
function entranceWidth({ approach, gap, queue }: EntranceWidths, unit: number): number {
  return (approach + 7 + gap + queue + 4 + 12 + 12) * unit;
}

/** Approach and router, and a queue before each pool that takes requests. */
function placeEntrance(
  { pools }: LaneParts,
  placed: PlacedPools,
  body: Box,
  area: Box,
  unit: number,
  widths: EntranceWidths,
): Entrance {
  const routerX = body.x + (widths.approach + 7) * unit;
  const queueX = routerX + widths.gap * unit;
  const inner = pools.flatMap((pool, p) => (takesPrompts(pool) && placed.pools[p] ? p : []));
  const entries = inner.map((p): EntryLayout => {
    const { box } = placed.pools[p]!;
    const alone = inner.length === 1;
    const queue: Box = {
      x: queueX,
      y: alone ? area.y : box.y,
      w: widths.queue * unit,
      h: (alone ? area.h : box.h) - (box.h < 60 * unit && !alone ? 0 : 18 * unit),
    };
    const behind = pools[p]!.roundTripSeconds > 0;
    const network = { x: box.x - NETWORK_WIDTH * unit, y: box.y, w: NETWORK_WIDTH * unit, h: box.h };
    return { pool: p, queue, level: levelOf(box), network: behind ? network : null };
  });
  const levels = entries.map(({ level }) => level);
  const y = levels.length > 0 ? (Math.min(...levels) + Math.max(...levels)) / 2 : levelOf(area);
  const head = queueX + (widths.queue + 16) * unit;
  const into = (entry: EntryLayout): Track => {
    const { box } = placed.pools[entry.pool]!;
    const to = { x: box.x + Math.min(40 * unit, box.w * 0.3), y: entry.level };
    return curve({ x: head, y: entry.level }, to);
  };
  return {
    router: { x: routerX, y },
    entries,
    tracks: {
      approach: curve({ x: body.x, y }, { x: routerX - 8 * unit, y }),
      branches: entries.map(({ level }) => curve({ x: routerX, y }, { x: queueX, y: level })),
      intoPool: pools.map((_, p) => {
        const entry = entries.find(({ pool }) => pool === p);
        return entry ? into(entry) : null;
      }),
    },
  };
}

/** Distance of two lines of text marks: that of print a size below the labels. */
const LINE_PITCH = 7.5;
/** More than a page of text is not read, however far one zooms in. */
const MOST_LINES = 40;

/** A row of text with its heading, and as many lines as there is room for. */
export function row(box: Box, unit: number): RowLayout {
  const heading = 16 * unit;
  const text: Box = {
    x: box.x,
    y: box.y + heading,
    w: box.w,
    h: Math.max(8 * unit, Math.min(MOST_LINES * LINE_PITCH * unit, box.h - heading - 2 * unit)),
  };
  const lines = Math.max(1, Math.floor(text.h / (LINE_PITCH * unit)));
  return { box, text, lines, linePitch: Math.min(9.5 * unit, text.h / lines) };
}
