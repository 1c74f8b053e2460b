import { textWidth, write, writeFitting, writeParagraph, type Pen } from '../../flow/pen';
import type { Palette } from '../../palette';
import { drawBatches, placeBatches, type PlacedRow } from './draw-batches';
import { drawRequests } from './draw-requests';
import { fillsOf } from './phase-fills';
import { drawLegend, type Legend } from './timeline-legend';
import { rowWords, type RequestRows } from './request-rows';
import { xOf, type TimelineLayout, type TimelineSide } from './timeline-layout';
import type { TimeWindow } from './time-window';
import { timeTicks } from './time-ticks';

/** The request that is looked into elsewhere on the page. */
export interface Marked {
  side: 'a' | 'b';
  request: number;
}

export interface TimelineScene {
  sides: readonly TimelineSide[];
  /** Rows of each side in the request view; null in the batch view, and where a side has no run. */
  rows: readonly (RequestRows | null)[];
  window: TimeWindow;
  layout: TimelineLayout;
  legend: Legend;
  palette: Palette;
  density: number;
  marked: Marked | null;
}

/** Where things were drawn, for whoever points at them. One for each side; null where there is nothing. */
export type Drawn = ({ rows: RequestRows } | { batches: PlacedRow[] } | null)[];

/** The whole picture; a function of its scene. */
export function drawTimeline(ctx: CanvasRenderingContext2D, scene: TimelineScene): Drawn {
  const { sides, rows: allRows, window, layout, legend, palette, density, marked } = scene;
  const { unit } = layout;
  const pen: Pen = { ctx, palette, unit };
  const fills = fillsOf(ctx, palette, unit, density);
  ctx.fillStyle = palette.ground;
  ctx.fillRect(0, 0, layout.width, layout.height);
  drawAxis(pen, layout, window);
  drawLegend(pen, fills, legend, layout.legendTop);
  return sides.map((side, i): Drawn[number] => {
    const block = layout.blocks[i]!;
    const { snapshot } = side;
    const start = drawSideName(pen, layout, side, block.top);
    if (!snapshot) {
      const box = { x: layout.left, y: block.rowsTop + 18 * unit, w: layout.right - layout.left, h: 0 };
      writeParagraph(pen, side.note ?? '', box, 17 * unit, { color: palette.muted }, 4);
      return null;
    }
    const rows = allRows[i];
    if (!rows) {
      const batches = placeBatches(snapshot, window, layout, block);
      drawBatches(pen, fills, layout, snapshot, batches);
      return { batches };
    }
    const selected = marked?.side === side.side ? marked.request : null;
    drawRequests({ pen, fills, layout, block, window }, snapshot, rows, selected);
    const y = block.top + 14 * unit;
    writeFitting(pen, rowWords(rows), layout.right, y, layout.right - start, {
      align: 'right',
      color: palette.muted,
    });
    return { rows };
  });
}

/** Returns where it ends. */
function drawSideName(pen: Pen, layout: TimelineLayout, side: TimelineSide, top: number): number {
  const { unit } = pen;
  const y = top + 14 * unit;
  write(pen, side.letter, 0, y, { weight: 700, size: 13 });
  const wordings = [side.name, side.name.split(':')[0] ?? ''];
  return (
    18 * unit + writeFitting(pen, wordings, 18 * unit, y, layout.right - 18 * unit, { size: 13 }) + 16 * unit
  );
}

function drawAxis(pen: Pen, layout: TimelineLayout, window: TimeWindow): void {
  const { ctx, palette, unit } = pen;
  const { left, right, axisTop } = layout;
  const room = Math.max(2, Math.floor((right - left) / (86 * unit)));
  ctx.fillStyle = palette.muted;
  ctx.fillRect(left, axisTop, right - left, 1);
  for (const { time, text } of timeTicks(window, room)) {
    const x = xOf(layout, window, time);
    ctx.fillStyle = palette.faint;
    ctx.fillRect(x, 0, 1, axisTop);
    ctx.fillStyle = palette.muted;
    ctx.fillRect(x, axisTop, 1, 5 * unit);
    const half = textWidth(pen, text) / 2;
    if (x - half >= left - 20 * unit && x + half <= layout.width)
      write(pen, text, x, axisTop + 18 * unit, { align: 'center', color: palette.muted });
  }
}
