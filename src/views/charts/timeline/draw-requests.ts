import type { Snapshot } from '../../../engine/result';
import { count } from '../../../units/format';
import { textWidth, write, type Pen } from '../../flow/pen';
import type { Fills } from './phase-fills';
import { bordersOf, emptyBorders, SPANS, stallShare, stallShareOf } from './request-spans';
import { commonest, NOTHING, rowOfRequest, type RequestRows } from './request-rows';
import { tierFinder } from './pool-tiers';
import { xOf, type Block, type TimelineLayout } from './timeline-layout';
import type { TimeWindow } from './time-window';

/** Shorter pieces are drawn this wide, so that nothing that happened is lost. */
const THINNEST = 0.75;

interface Scene {
  pen: Pen;
  fills: Fills;
  layout: TimelineLayout;
  block: Block;
  window: TimeWindow;
}

/** One request a row where there is room, else what most of the requests of a row are doing. */
export function drawRequests(
  scene: Scene,
  snapshot: Snapshot,
  rows: RequestRows,
  selected: number | null,
): void {
  const { pen, layout, block } = scene;
  const { ctx } = pen;
  ctx.save();
  ctx.beginPath();
  ctx.rect(layout.left, block.rowsTop, layout.right - layout.left, block.rowsBottom - block.rowsTop);
  ctx.clip();
  if (rows.each === 1) drawEach(scene, snapshot, rows);
  else drawMany(scene, snapshot, rows);
  ctx.restore();
  drawNames(scene, rows, selected);
}

function drawEach({ pen, fills, layout, block, window }: Scene, snapshot: Snapshot, rows: RequestRows): void {
  const { ctx } = pen;
  const { requests, durationSeconds } = snapshot;
  const tierOf = tierFinder(snapshot);
  const borders = emptyBorders();
  const { rowHeight } = rows;
  const height = rowHeight > 5 ? rowHeight - Math.min(3, rowHeight * 0.2) : rowHeight;
  rows.ids.forEach((id, row) => {
    bordersOf(requests, id, durationSeconds, borders);
    const y = block.rowsTop + row * rowHeight;
    SPANS.forEach((kind, k) => {
      if (!(borders[k + 1]! > borders[k]!) || borders[k]! > window.to || borders[k + 1]! < window.from)
        return;
      const [x0, x1] = [xOf(layout, window, borders[k]!), xOf(layout, window, borders[k + 1]!)];
      const width = Math.max(THINNEST, x1 - x0);
      ctx.fillStyle = fills(kind, tierOf(kind, id));
      ctx.fillRect(x0, y, width, height);
      const lost = kind === 'decode' ? stallShare(requests, id) * height : 0;
      if (lost < 0.5) return;
      // Known as a sum: the part of the height is the part of the time.
      ctx.fillStyle = fills('stall', 'network');
      ctx.fillRect(x0, y + height - lost, width, lost);
    });
  });
}

function drawMany({ pen, fills, layout, block, window }: Scene, snapshot: Snapshot, rows: RequestRows): void {
  const { ctx } = pen;
  const tierOf = tierFinder(snapshot);
  const columns = new Int8Array(Math.max(1, Math.round(layout.right - layout.left)));
  for (let row = 0; row < rows.rows; row++) {
    commonest(snapshot, rows, row, window, columns);
    const y = block.rowsTop + row * rows.rowHeight;
    const own = rows.ids.subarray(row * rows.each, (row + 1) * rows.each);
    const lost = stallShareOf(snapshot.requests, own) * rows.rowHeight;
    for (let from = 0; from < columns.length;) {
      let to = from + 1;
      while (to < columns.length && columns[to] === columns[from]) to++;
      const kind = columns[from] === NOTHING ? undefined : SPANS[columns[from]!];
      if (kind) {
        ctx.fillStyle = fills(kind, tierOf(kind, own[0]!));
        ctx.fillRect(layout.left + from, y, to - from, rows.rowHeight);
        if (kind === 'decode') {
          ctx.fillStyle = fills('stall', 'network');
          ctx.fillRect(layout.left + from, y + rows.rowHeight - lost, to - from, lost);
        }
      }
      from = to;
    }
  }
}

/** Numbers of requests at the left where rows are high enough, and the one that is looked into. */
function drawNames({ pen, layout, block }: Scene, rows: RequestRows, selected: number | null): void {
  const { ctx, palette, unit } = pen;
  const right = layout.left - 8 * unit;
  const marked = selected === null ? -1 : rowOfRequest(rows, selected);
  const every = Math.max(1, Math.ceil((14 * unit) / rows.rowHeight));
  const baseline = (row: number) => block.rowsTop + (row + 0.5) * rows.rowHeight + 4 * unit;
  for (let row = 0; row < rows.rows; row += every) {
    if (marked >= 0 && Math.abs(row - marked) < every) continue;
    const id = rows.ids[row * rows.each]!;
    write(pen, `#${count(id + 1)}`, right, baseline(row), { align: 'right', color: palette.muted });
  }
  if (marked < 0 || selected === null) return;
  const name = `#${count(selected + 1)}`;
  const style = { weight: 700, color: palette.ground, align: 'right' } as const;
  const width = textWidth(pen, name, style) + 8 * unit;
  const middle = block.rowsTop + (marked + 0.5) * rows.rowHeight;
  ctx.fillStyle = palette.ink;
  ctx.fillRect(right - width + 4 * unit, middle - 8 * unit, width, 16 * unit);
  write(pen, name, right, middle + 4 * unit, style);
  ctx.strokeStyle = palette.ink;
  ctx.lineWidth = 1.5 * unit;
  const top = block.rowsTop + marked * rows.rowHeight;
  ctx.strokeRect(layout.left - 1, top - 1, layout.right - layout.left + 2, Math.max(3, rows.rowHeight) + 1);
}
