import { count, counted, seconds, tokens } from '../../units/format';
import type { Snapshot } from '../../engine/result';
import { tierOf, type Tier } from '../palette';
import { bottom, right } from './geometry';
import type { LaneLayout, RowLayout } from './lane-layout';
import { textWidth, visible, write, writeFitting, writeNumber, type Pen } from './pen';
import { decodingPool, poolAt } from './pool-now';
import { promptParts } from './prompt-parts';
import { lineMarks, tokensPerLine } from './text-marks';
import type { LaneMotion } from './lane-motion';
import type { RowNow } from './row-now';

/** The answers of one side: rows of text as it streams, and one line for all that have no row. */
export function drawAnswers(pen: Pen, lane: LaneMotion, at: LaneLayout, snapshot: Snapshot): void {
  at.rows.forEach((row, i) => {
    const now = lane.rows[i];
    if (!now || !visible(pen, row.box)) return;
    pen.ctx.globalAlpha = now.opacity;
    drawRow(pen, now, row, snapshot);
    pen.ctx.globalAlpha = 1;
  });
  const first = at.rows[0];
  if (first && lane.rows.every((row) => row === null))
    write(pen, 'No answer yet', first.box.x, first.box.y + 11 * pen.unit, { color: pen.palette.muted });
  drawOthers(pen, lane, at, tierOf(decodingPool(snapshot.pools)?.tier ?? ''));
}

function drawRow(pen: Pen, now: RowNow, at: RowLayout, snapshot: Snapshot): void {
  const { palette, unit } = pen;
  const y = at.box.y + 11 * unit;
  const name = `#${now.request + 1}`;
  const nameWidth = writeNumber(pen, name, at.box.x, y, { weight: 600 });
  writeFitting(pen, statusOf(now), right(at.box), y, at.box.w - nameWidth - 8 * unit, {
    align: 'right',
    color: now.stage === 'done' ? palette.ink : palette.muted,
    weight: now.stage === 'done' ? 600 : 400,
  });
  const { prefillInstance, decodeInstance } = snapshot.requests;
  const tierAt = (instance: number | undefined) => tierOf(poolAt(snapshot, instance ?? -1)?.tier ?? '');
  if (now.tokens > 0) drawText(pen, now, at, tierAt(decodeInstance[now.request]));
  else drawPrompt(pen, now, at, tierAt(prefillInstance[now.request]), snapshot);
}

/** How far an answer is, in fewer and fewer words. */
export function statusOf(now: RowNow): string[] {
  switch (now.stage) {
    case 'coming':
      return ['coming'];
    case 'queued':
      return ['waits in the queue', 'waits'];
    case 'prefill':
      return [
        `reads ${tokens(now.promptTokens)} prompt tokens`,
        `reads ${tokens(now.promptTokens)}`,
        'reads',
      ];
    case 'blocked':
      return ['waits for room to decode', 'waits'];
    case 'transfer':
      return ['its KV is on the way', 'KV moves'];
    case 'held':
      return ['waits for a place in the batch', 'waits'];
    case 'decode':
      return [`${count(now.tokens)} of ${count(now.of)} tokens`, `${count(now.tokens)} tokens`];
    case 'done': {
      const took = now.took === null ? '' : ` in ${seconds(now.took)}`;
      return [`${count(now.tokens)} tokens${took}`, `done${took}`, 'done'];
    }
  }
}

/**
 * The prompt while it is read: dashes, like those that enter the pool. Where memories are asked, what was found is
 * there from the start, in the colour of the memory that had it.
 */
function drawPrompt(pen: Pen, now: RowNow, at: RowLayout, tier: Tier, snapshot: Snapshot): void {
  const { ctx, palette, unit } = pen;
  const pitch = 11 * unit;
  const dashes = Math.floor(at.text.w / pitch);
  const y = at.text.y + at.linePitch / 2;
  const paint = (from: number, to: number, color: string) => {
    ctx.strokeStyle = color;
    ctx.beginPath();
    for (let i = from; i < to; i++) {
      ctx.moveTo(at.text.x + i * pitch + unit, y);
      ctx.lineTo(at.text.x + i * pitch + 7 * unit, y);
    }
    ctx.stroke();
  };
  ctx.lineWidth = 2 * unit;
  ctx.lineCap = 'butt';
  const parts = now.stage === 'prefill' ? promptParts(snapshot, now.request) : null;
  const found = parts ? [parts.device, ...parts.tiers] : [];
  let tokens = 0;
  let from = 0;
  found.forEach((part, place) => {
    tokens += part;
    const to = Math.round((tokens / now.promptTokens) * dashes);
    paint(from, to, palette.tiers[place === 0 ? tier : tierOf(snapshot.tiers[place - 1]!.name)]);
    from = to;
  });
  const done = from + Math.floor(now.promptShare * (dashes - from));
  paint(done, dashes, palette.faint);
  paint(from, done, parts ? palette.ink : palette.tiers[tier]);
}

function drawText(pen: Pen, now: RowNow, at: RowLayout, tier: Tier): void {
  const { ctx, palette, unit } = pen;
  const perLine = tokensPerLine(at.text.w, unit);
  const last = Math.floor((now.tokens - 1) / perLine);
  // Whole lines only: a new one takes the place of the oldest.
  const first = Math.max(0, last + 1 - at.lines);
  const thickness = Math.min(5 * unit, at.linePitch * 0.48);
  ctx.save();
  ctx.beginPath();
  ctx.rect(at.text.x - 4 * unit, at.text.y - 1, at.text.w + 8 * unit, at.text.h + 2 * unit);
  ctx.clip();
  ctx.lineCap = 'butt';
  ctx.lineWidth = thickness;
  const old = new Path2D();
  const fresh = new Path2D();
  let caret = { x: at.text.x, y: 0 };
  for (let line = first; line <= last; line++) {
    const y = at.text.y + (line - first + 0.5) * at.linePitch;
    const marks = lineMarks(now.row, line, perLine, at.text.w);
    for (let i = 0; i < perLine; i++) {
      const token = line * perLine + i;
      if (token >= now.tokens) break;
      const mark = marks[i]!;
      const path = token >= now.tokens - now.fresh ? fresh : old;
      path.moveTo(at.text.x + mark.x, y);
      path.lineTo(at.text.x + mark.x + mark.width, y);
      caret = { x: at.text.x + mark.x + mark.width, y };
    }
  }
  const opacity = ctx.globalAlpha;
  ctx.strokeStyle = palette.ink;
  ctx.globalAlpha = opacity * (now.stage === 'done' ? 0.5 : 0.72);
  ctx.stroke(old);
  ctx.globalAlpha = opacity;
  ctx.strokeStyle = palette.tiers[tier];
  ctx.stroke(fresh);
  if (now.stage !== 'done') {
    ctx.fillStyle = palette.tiers[tier];
    ctx.fillRect(caret.x + 2 * unit, caret.y - thickness * 0.8, 1.5 * unit, thickness * 1.6);
  }
  ctx.restore();
}

/** A small column per answer, filled to the share that is written; then how many are finished. */
function drawOthers(pen: Pen, lane: LaneMotion, at: LaneLayout, tier: Tier): void {
  const { ctx, palette, unit } = pen;
  const { others } = at;
  if (others.h === 0) return;
  const y = bottom(others) - 5 * unit;
  const finished = `${count(lane.finished)} finished`;
  const endWidth = textWidth(pen, finished);
  write(pen, finished, right(others), y, { align: 'right', color: palette.muted });
  if (lane.others.length === 0) return;
  const label = `+${counted(lane.othersCount, 'other')}`;
  const labelWidth = writeFitting(pen, [label], others.x, y, others.w - endWidth, { color: palette.muted });
  const from = others.x + labelWidth + 8 * unit;
  const pitch = 5 * unit;
  const room = Math.floor((right(others) - endWidth - 8 * unit - from) / pitch);
  const height = 13 * unit;
  lane.others.slice(0, Math.max(0, room)).forEach(({ share }, i) => {
    ctx.fillStyle = palette.faint;
    ctx.fillRect(from + i * pitch, y - height + 2 * unit, 3 * unit, height);
    ctx.fillStyle = palette.tiers[tier];
    ctx.fillRect(from + i * pitch, y + 2 * unit - height * share, 3 * unit, height * share);
  });
}
