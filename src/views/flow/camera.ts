import { bottom, contains, right, type Box, type Point } from './geometry';
import { layoutFlow, type FlowLayout, type FlowSides } from './layout';

/** Which part of the picture is seen: how far zoomed in, and the corner of the screen in the larger picture. */
export interface Camera extends Point {
  zoom: number;
}

export const WHOLE: Camera = { zoom: 1, x: 0, y: 0 };

/** A tile of a thousand chips is then as large as it can be. */
export const MOST_ZOOM = 24;

/** Keeps the screen inside the picture. */
export function clampCamera(
  { zoom, x, y }: Camera,
  { width, height }: Pick<FlowLayout, 'width' | 'height'>,
): Camera {
  const most = (length: number) => length * (zoom - 1);
  return { zoom, x: Math.min(most(width), Math.max(0, x)), y: Math.min(most(height), Math.max(0, y)) };
}

/** A place in terms of the thing it is in, so that it can be found again in a layout of another size. */
interface Anchor {
  lane: number;
  /** Null: of the lane itself. */
  pool: number | null;
  along: number;
  down: number;
}

function anchorAt(layout: FlowLayout, x: number, y: number): Anchor | null {
  const lane = layout.lanes.findIndex(({ box }) => contains(box, x, y));
  const found = layout.lanes[lane];
  if (!found) return null;
  const pool = found.pools.findIndex(({ grid }) => contains(grid.box, x, y));
  const box = found.pools[pool]?.grid.box ?? found.box;
  return { lane, pool: pool < 0 ? null : pool, along: (x - box.x) / box.w, down: (y - box.y) / box.h };
}

function placeOf(layout: FlowLayout, { lane, pool, along, down }: Anchor): Point {
  const found = layout.lanes[lane]!;
  const box: Box = pool === null ? found.box : found.pools[pool]!.grid.box;
  return { x: box.x + along * (right(box) - box.x), y: box.y + down * (bottom(box) - box.y) };
}

/** Zooms so that what is under a point of the screen stays there. */
export function zoomAt(
  sides: FlowSides,
  layout: FlowLayout,
  camera: Camera,
  factor: number,
  at: Point,
): Camera {
  const zoom = Math.min(MOST_ZOOM, Math.max(1, camera.zoom * factor));
  // A step that leaves next to nothing of the zoom goes all the way back.
  if (zoom < 1.02) return WHOLE;
  const next = layoutFlow(sides, layout.width, layout.height, zoom, layout.text);
  const anchor = anchorAt(layout, at.x + camera.x, at.y + camera.y);
  const place = anchor
    ? placeOf(next, anchor)
    : { x: ((at.x + camera.x) * zoom) / camera.zoom, y: ((at.y + camera.y) * zoom) / camera.zoom };
  return clampCamera({ zoom, x: place.x - at.x, y: place.y - at.y }, layout);
}
