import type { PoolSeries } from '../../engine/result';
import { bottom, curve, joined, right, type Box, type Point, type Track } from './geometry';
import type { LaneLayout, RowLayout } from './lane-layout';
import { linkTrack, placePools } from './place-pools';

/** Cluster at the left, answers at the right. */
export function wideLane(pools: readonly PoolSeries[], box: Box, unit: number): LaneLayout {
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
      link: linkTrack(pools, placed, trackLevel(body)),
      rows: rows.map(({ text }) => out(text.y + text.h / 2)),
      others: out(others.y + others.h / 2),
    },
    rows,
    others,
  };
}

/** Cluster above, answers below it in two columns: what a phone held upright has room for. */
export function narrowLane(pools: readonly PoolSeries[], box: Box, unit: number): LaneLayout {
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
      link: linkTrack(pools, placed, trackLevel(cluster)),
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

/** Distance of two lines of text marks: that of print a size below the labels. */
const LINE_PITCH = 7.5;

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
