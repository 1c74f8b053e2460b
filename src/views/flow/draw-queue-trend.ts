import type { Snapshot } from '../../engine/result';
import { count } from '../../units/format';
import { bottom, type Box } from './geometry';
import type { LaneLayout } from './lane-layout';
import type { LaneMotion } from './lane-motion';
import { textWidth, write, type Pen } from './pen';
import { levelAt, mostOf } from './pool-now';
import { queueBottom, queueSlots } from './queue-slots';

/** Lower than this a curve says nothing. */
const LEAST_HEIGHT = 12;
const LABEL = 14;

interface Trend {
  pool: number;
  waiting: Float32Array;
  most: number;
  /** With its label above it. */
  box: Box;
}

/** Where the length of the queue over the whole run stands; null where all of it has a place, or there is no room. */
export function trendOf(snapshot: Snapshot, lane: LaneLayout, now: LaneMotion, unit: number): Trend | null {
  const [entry, another] = lane.entries;
  // With several queues there is no room; those that were turned away stand there.
  if (!entry || another || now.rejected > 0) return null;
  const { pool } = entry;
  const { waiting } = snapshot.pools[pool]!;
  const most = mostOf(waiting);
  const slots = queueSlots(entry, unit);
  if (most <= slots) return null;
  const x = lane.tracks.approach.xs[0]!;
  const y = lane.router.y + 12 * unit;
  const box: Box = { x, y, w: entry.queue.x - 6 * unit - x, h: queueBottom(entry, slots, unit) - y };
  return box.h < LEAST_HEIGHT * unit ? null : { pool, waiting, most, box };
}

/**
 * A queue longer than its yard looks the same while it grows and while it shrinks: so how long it is over the whole
 * run stands beside it, with the moment marked.
 */
export function drawQueueTrend(
  pen: Pen,
  snapshot: Snapshot,
  lane: LaneLayout,
  now: LaneMotion,
  time: number,
): void {
  const { ctx, palette, unit } = pen;
  const trend = trendOf(snapshot, lane, now, unit);
  if (!trend) return;
  const { waiting, most, box: whole } = trend;
  const { x: left, y: top } = whole;
  const peak = count(Math.round(most));
  const lines = labelLines(pen, peak, whole);
  const box: Box = {
    ...whole,
    y: top + lines.length * LABEL * unit,
    h: whole.h - lines.length * LABEL * unit,
  };
  lines.forEach((line, i) => write(pen, line, left, top + (10 + LABEL * i) * unit, { color: palette.muted }));
  const { durationSeconds } = snapshot;
  const share = durationSeconds > 0 ? Math.min(1, time / durationSeconds) : 0;
  const yOf = (n: number) => bottom(box) - (n / most) * box.h;
  const area = (until: number, color: string) => {
    ctx.fillStyle = color;
    ctx.beginPath();
    ctx.moveTo(box.x, bottom(box));
    const steps = Math.max(1, Math.round(until * box.w));
    for (let i = 0; i <= steps; i++) {
      const at = (i / steps) * until;
      ctx.lineTo(box.x + at * box.w, yOf(levelAt(waiting, durationSeconds, at * durationSeconds)));
    }
    ctx.lineTo(box.x + until * box.w, bottom(box));
    ctx.fill();
  };
  area(1, palette.hairline);
  area(share, palette.muted);
  ctx.fillStyle = palette.ink;
  ctx.fillRect(box.x + share * box.w - unit, box.y, 2 * unit, box.h);
}

/** What the highest point is, in one line or two; nothing where the curve would have no room left. */
function labelLines(pen: Pen, peak: string, whole: Box): string[] {
  const room = Math.floor((whole.h / pen.unit - LEAST_HEIGHT) / LABEL);
  const inOne = [`over the run, most ${peak}`, `run's most ${peak}`, `most ${peak}`].find(
    (text) => textWidth(pen, text) <= whole.w,
  );
  if (inOne !== undefined) return room >= 1 ? [inOne] : [];
  return room >= 2 ? ['most', peak] : room >= 1 ? [peak] : [];
}
