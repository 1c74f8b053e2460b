import { AT_DOOR } from './draw-traffic';
import { pointOn } from './geometry';
import type { LaneLayout } from './lane-layout';
import type { LaneMotion } from './lane-motion';
import { frame, textWidth, writeNumber, type Pen } from './pen';
import { doorSlot, queueSlot } from './queue-slots';

/** The request that is looked into elsewhere on the page. */
export interface Selected {
  side: 'a' | 'b';
  request: number;
}

/** Marks where a request is: its row of text, its place in the queue, at the door, or on its way there. */
export function drawSelected(pen: Pen, lane: LaneLayout, now: LaneMotion, request: number): void {
  const { ctx, palette, unit } = pen;
  const row = now.rows.findIndex((r) => r?.request === request);
  const at = lane.rows[row];
  if (at) {
    const name = `#${request + 1}`;
    const style = { weight: 600, color: palette.ground } as const;
    ctx.fillStyle = palette.ink;
    const { x, y, h } = at.box;
    const width = textWidth(pen, name, style) + 9 * unit;
    frame(ctx, { x: x - 4 * unit, y: y - 2 * unit, w: width, h: 17 * unit }, 3 * unit);
    ctx.fill();
    writeNumber(pen, name, x, y + 11 * unit, style);
    ctx.fillRect(x - 6 * unit, y - 2 * unit, 2.5 * unit, h + 2 * unit);
  }
  for (const entry of lane.entries) {
    const queue = now.queues[entry.pool];
    if (!queue) continue;
    const { reading, listed } = queue;
    const door = reading.slice(0, AT_DOOR).indexOf(request);
    const queued = listed.indexOf(request);
    const slot =
      door >= 0 ? doorSlot(entry, door, unit) : queued >= 0 ? queueSlot(entry, queued, unit) : null;
    if (slot) ring(pen, slot.x + slot.w / 2, slot.y + slot.h / 2);
  }
  const coming = now.approaching.find((one) => one.request === request);
  if (coming) {
    const point = pointOn(lane.tracks.approach, coming.fraction, { x: 0, y: 0 });
    ring(pen, point.x, point.y);
  }
}

function ring({ ctx, palette, unit }: Pen, x: number, y: number): void {
  ctx.strokeStyle = palette.ink;
  ctx.lineWidth = 2 * unit;
  ctx.beginPath();
  ctx.arc(x, y, 9 * unit, 0, 2 * Math.PI);
  ctx.stroke();
}
