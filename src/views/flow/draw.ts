import type { PoolAsked, Snapshot } from '../../engine/result';
import { count, rate, tokens } from '../../units/format';
import type { TokensPerSecond } from '../../units/units';
import { paletteOf, type Theme } from '../palette';
import { drawAnswers } from './draw-answers';
import { drawAsked, writeReason } from './draw-asked';
import { drawLegend } from './draw-legend';
import { clusterNames } from './chip-names';
import { drawPool } from './draw-pool';
import { drawQueueTrend } from './draw-queue-trend';
import { drawParticles } from './draw-particles';
import { drawSelected, type Selected } from './draw-selected';
import { drawDoors, drawEntrance, drawLinkLabels, drawRails } from './draw-traffic';
import { drawVessels } from './draw-vessels';
import { right, type Box, type Point } from './geometry';
import type { LaneLayout } from './lane-layout';
import type { FlowLayout } from './layout';
import {
  frame,
  linesOf,
  textWidth,
  visible,
  write,
  writeFitting,
  writeNumber,
  writeParagraph,
  type Pen,
} from './pen';
import type { LaneMotion } from './lane-motion';
import { seriesAt } from './pool-now';
import type { Motion } from './token-motion';

/** One side as the figure gets it. */
export interface FlowSide {
  /** What stands beside the letter: the cluster in a few words. */
  label: string;
  /** Null while there is no run, or when the side is infeasible. */
  snapshot: Snapshot | null;
  /** The cluster of an infeasible side. */
  asked: readonly PoolAsked[] | null;
  /** Said in the place of the cluster when there is no snapshot: why not. */
  note: string | null;
  /** Tokens a second that a user sees, over the whole run: the number of the Answer, beside that of the moment. */
  mean: TokensPerSecond | null;
  /** Much of that mean's time is not streaming: an answer waits for its place, or its KV moves, before its second token. */
  meanWaits?: boolean;
}

/** Why a side has no run, in words; null where it has one. */
export function whyNot({ snapshot, asked, note }: FlowSide): string | null {
  if (snapshot) return null;
  return asked ? `This cannot run: ${note ?? 'it does not fit'}` : note;
}

const ORIGIN: Point = { x: 0, y: 0 };

/**
 * Paints one moment. Everything that is on the canvas follows from the arguments; `camera` is the corner of what
 * is seen, `message` what the last step came to.
 */
export function drawFlow(
  ctx: CanvasRenderingContext2D,
  sides: readonly FlowSide[],
  layout: FlowLayout,
  motion: Motion,
  theme: Theme,
  selected: Selected | null = null,
  camera: Point = ORIGIN,
  message = '',
): void {
  const palette = paletteOf(theme);
  const view: Box = { ...camera, w: layout.width, h: layout.height };
  const pen: Pen = { ctx, palette, unit: layout.unit, view };
  ctx.textBaseline = 'alphabetic';
  ctx.fillStyle = palette.ground;
  ctx.fillRect(0, 0, layout.width, layout.height);
  ctx.save();
  ctx.translate(-camera.x, -camera.y);
  const shown = layout.lanes.flatMap(({ counter }, i) => {
    const now = motion.lanes[i];
    const side = sides[i];
    return now && side?.snapshot
      ? [{ now, box: counter, mean: side.mean, waits: side.meanWaits === true }]
      : [];
  });
  drawCounters(pen, shown, layout.variant === 'wide' ? 27 : 23);
  layout.lanes.forEach((lane, i) => {
    const side = sides[i];
    const now = motion.lanes[i];
    if (!side || !now) return;
    if (i > 0) drawDivider(pen, lane.box);
    drawTitle(pen, 'AB'[i] ?? '', side, lane);
    const { snapshot } = side;
    if (!snapshot) {
      if (side.asked) drawAsked(pen, side.asked, lane, side.note ?? '');
      else drawNote(pen, side.note ?? '', lane.cluster);
      return;
    }
    const { link, durationSeconds } = snapshot;
    drawRails(pen, lane, link ? seriesAt(link.busyShare, durationSeconds, motion.time) : 0);
    drawEntrance(pen, snapshot.pools, lane, now);
    drawQueueTrend(pen, snapshot, lane, now, motion.time);
    snapshot.pools.forEach((pool, p) => {
      const at = lane.pools[p];
      const state = now.pools[p];
      if (at && state && visible(pen, at.box)) drawPool(pen, pool, state, at, lane.stations);
    });
    drawVessels(pen, snapshot, lane, motion.time);
    drawDoors(pen, lane, now, motion.time, snapshot.requests);
    drawLinkLabels(pen, snapshot, lane, now, motion.time);
    drawAnswers(pen, now, lane, snapshot);
    if (selected && selected.side === 'ab'[i]) drawSelected(pen, lane, now, selected.request);
  });
  const snapshots = sides.map((side) => side.snapshot);
  drawParticles(pen, layout.lanes, motion.particles);
  ctx.restore();
  // Restoring took the font back to what it was.
  const flat: Pen = { ctx, palette, unit: layout.unit };
  ctx.fillStyle = palette.ground;
  const { legend } = layout;
  ctx.fillRect(0, legend.y, layout.width, layout.height - legend.y);
  drawLegend(flat, snapshots, motion, layout, message);
}

/** In the place of a cluster that is not there: an empty frame and the reason. */
function drawNote(pen: Pen, note: string, box: Box): void {
  const { ctx, palette, unit } = pen;
  ctx.strokeStyle = palette.hairline;
  ctx.lineWidth = unit;
  ctx.setLineDash([4 * unit, 4 * unit]);
  frame(ctx, box, 5 * unit);
  ctx.stroke();
  ctx.setLineDash([]);
  const text = {
    ...box,
    x: box.x + 14 * unit,
    y: box.y + 13 * unit,
    w: Math.min(box.w - 28 * unit, 460 * unit),
    h: box.h - 20 * unit,
  };
  writeReason(pen, note, text);
}

function drawDivider({ ctx, palette, unit }: Pen, box: Box): void {
  ctx.strokeStyle = palette.hairline;
  ctx.lineWidth = unit;
  ctx.beginPath();
  ctx.moveTo(box.x, box.y + 0.5);
  ctx.lineTo(right(box), box.y + 0.5);
  ctx.stroke();
}

function drawTitle(pen: Pen, letter: string, side: FlowSide, { title, stations }: LaneLayout): void {
  const { unit } = pen;
  const y = title.y + 15 * unit;
  write(pen, letter, title.x, y, { size: 18, weight: 700 });
  const box = { ...title, x: title.x + 20 * unit, w: title.w - 20 * unit, y };
  const lines = stations === null && title.w < 300 * unit ? 2 : 1;
  const style = { size: lines > 1 ? 13 : 14, weight: 600 } as const;
  const wordings = clusterNames(side.label, side.snapshot?.pools ?? side.asked);
  const label = wordings.find((words) => linesOf(pen, words, box.w, style) <= lines) ?? wordings.at(-1)!;
  writeParagraph(pen, label, box, 17 * unit, style, lines);
}

function speedOf({ streamRate }: LaneMotion): string {
  return streamRate === null ? '–' : rate(streamRate);
}

/** Of the number that the race is about, with the gap behind it. */
function speedWidth(pen: Pen, now: LaneMotion, size: number): number {
  return textWidth(pen, widest(speedOf(now)), { size, weight: 600 }) + 8 * pen.unit;
}

/** As wide as a number gets with so many digits, whatever they are: it changes in every frame, and its place does not. */
function widest(text: string): string {
  return text.replace(/\d/g, '0');
}

interface Counted {
  now: LaneMotion;
  mean: TokensPerSecond | null;
  waits: boolean;
  box: Box;
}

/** What the large number is, in fewer and fewer words. It is of this moment; the Answer has the mean. */
function speedWords(mean: TokensPerSecond | null, waits: boolean): string[] {
  const words = ['tokens/s per user now', 'tok/s/user now'];
  const whole = mean === null ? words : words.map((now) => `${now}, ${meanWords(mean, waits)}`);
  return [...whole, ...BARE_SPEED];
}

function meanWords(mean: TokensPerSecond, waits: boolean): string {
  return `${waits ? 'with waits' : 'mean'} ${rate(mean)}`;
}

/** Where there is no room for the mean beside it. */
const BARE_SPEED = ['tok/s/user now', 'tok/s/user'];

/** The numbers that the race is about, with the same words on both sides. */
function drawCounters(pen: Pen, sides: readonly Counted[], size: number): void {
  const { palette, unit } = pen;
  const muted = { color: palette.muted };
  const room = Math.min(...sides.map(({ now, box }) => box.w - speedWidth(pen, now, size)));
  const inFull = sides.every(
    ({ now }) => textWidth(pen, `${widest(count(now.delivered))} tokens delivered`) < room,
  );
  const all = sides.map(({ mean, waits }) => speedWords(mean, waits));
  const wording = all[0]?.findIndex((_, i) => all.every((words) => textWidth(pen, words[i]!) <= room)) ?? -1;
  for (const [i, { now, box, mean, waits }] of sides.entries()) {
    const y = box.y + 22 * unit;
    const x = box.x + speedWidth(pen, now, size);
    writeNumber(pen, speedOf(now), box.x, y, {
      size,
      weight: 600,
      color: now.decoding.length > 0 ? palette.ink : palette.muted,
    });
    write(pen, all[i]![wording] ?? '', x, y - 12 * unit);
    const below = y + 3 * unit;
    if (inFull) {
      const digits = writeNumber(pen, count(now.delivered), x, below, muted);
      write(pen, ' tokens delivered', x + digits, below, muted);
    } else {
      const total = tokens(now.delivered);
      // The mean is what the sentence compares: without it the number of this moment would seem to.
      const left =
        mean !== null && BARE_SPEED.includes(all[i]![wording] ?? '') ? meanWords(mean, waits) : null;
      const means = left === null ? [] : [`${left}, ${total} delivered`, left];
      writeFitting(pen, [...means, `${total} delivered`, `${total} so far`, total], x, below, room, muted);
    }
  }
}
