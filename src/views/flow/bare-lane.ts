import { curve, type Box } from './geometry';
import type { LaneLayout } from './lane-layout';
import { stackHeight } from './pool-blocks';
import { row, type LaneParts } from './place-lane';

/** Title and speed of a lane, and what a row of pools and the shelf of tiers need under them to be told apart. */
const AROUND = 56;
const LEAST_ROW = 24;
const LEAST_SHELF = 34;
/** An answer and its heading. */
const ANSWER = 34;

/** Whether a lane has no room for its cluster, as in a slide of the size of a stamp. */
export function isTooLow({ pools, tiers }: LaneParts, height: number, unit: number): boolean {
  return (
    height < unit * (AROUND + LEAST_ROW * stackHeight(pools, true) + (tiers.length > 0 ? LEAST_SHELF : 0))
  );
}

/** The race alone: the same answers in the whole width, without the clusters that write them. */
export function bareLane(box: Box, unit: number, zoom: number): LaneLayout {
  const pad = 14 * unit;
  const header = 42 * unit;
  const body: Box = { x: pad, y: box.y + header, w: box.w - 2 * pad, h: box.h - header - 6 * unit };
  const counterWidth = Math.max(170, Math.min(box.w * 0.33, 460 * unit));
  const counterX = box.w - pad - counterWidth;
  const count = Math.max(1, Math.min(2, Math.floor(body.h / zoom / (ANSWER * unit))));
  const nowhere = curve({ x: pad, y: body.y }, { x: pad, y: body.y });
  return {
    box,
    title: { x: pad, y: box.y + 8 * unit, w: counterX - pad - 12 * unit, h: header - 8 * unit },
    stations: null,
    counter: { x: counterX, y: box.y + 8 * unit, w: counterWidth, h: header - 8 * unit },
    cluster: body,
    router: { x: pad, y: body.y },
    entries: [],
    pools: [],
    links: [],
    ties: [],
    vessels: [],
    tracks: { approach: nowhere, branches: [], intoPool: [], rows: [], others: [], fetch: [] },
    rows: Array.from({ length: count }, (_, i) =>
      row({ ...body, y: body.y + (body.h * i) / count, h: body.h / count - 2 * unit }, unit),
    ),
    others: { ...body, y: body.y + body.h, h: 0 },
  };
}
