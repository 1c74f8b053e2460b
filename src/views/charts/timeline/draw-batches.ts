import type { PoolSeries, Snapshot } from '../../../engine/result';
import { count, trimmed } from '../../../units/format';
import { textWidth, write, type Pen } from '../../flow/pen';
import { tierOf } from '../../palette';
import { busyRows, type BusyRow } from './busy-rows';
import type { Fills } from './phase-fills';
import type { Block, TimelineLayout } from './timeline-layout';
import type { TimeWindow } from './time-window';

/** Part of a row that prompts have where a pool does both phases. */
const PROMPT_PART = 0.34;
/** Room above a pool for its name. */
const POOL_TITLE = 17;

/** A row with its place on the canvas. */
export interface PlacedRow extends BusyRow {
  y: number;
  height: number;
}

/** Rows of all pools of a side in the place that it has. */
export function placeBatches(
  snapshot: Snapshot,
  window: TimeWindow,
  layout: TimelineLayout,
  block: Block,
): PlacedRow[] {
  const title = POOL_TITLE * layout.unit;
  const { pools } = snapshot;
  const each = Math.max(4, (block.rowsBottom - block.rowsTop) / Math.max(1, pools.length) - title);
  const columns = Math.max(1, Math.round(layout.right - layout.left));
  const rows = busyRows(snapshot, window, columns, () => each);
  return pools.flatMap((_, index) => {
    const own = rows.filter((row) => row.pool === index);
    const height = Math.min(each, each / Math.max(1, own.length));
    const top = block.rowsTop + index * (each + title) + title;
    return own.map((row, i) => ({ ...row, y: top + i * height, height }));
  });
}

/** What a row is called; `short` where there is little room. */
export function rowName(pool: PoolSeries, row: BusyRow, short: boolean): string {
  const units = row.of === 'lane' ? pool.instances * pool.lanesPerInstance : pool.instances;
  const word = short ? '' : row.of === 'lane' ? 'lane ' : 'instance ';
  if (units === 1) return short ? '1' : 'instance 1';
  const [from, to] = [row.first + 1, row.first + row.count];
  return from === to ? `${word}${count(from)}` : `${short ? '' : `${row.of}s `}${count(from)}–${count(to)}`;
}

const ROLES: Record<string, string> = {
  mixed: 'Prefill and decode',
  prefill: 'Prefill',
  decode: 'Decode',
  attention: 'Attention of decode',
  ffn: 'FFN of decode',
  draft: 'Drafts',
};

export function poolWords({ role, chips, chipName }: PoolSeries): string {
  return `${ROLES[role] ?? role}: ${count(chips)} × ${chipName}`;
}

/** Requests at once as height: prompts hatched above, answers below; each pool to its own scale, which is said. */
export function drawBatches(
  pen: Pen,
  fills: Fills,
  layout: TimelineLayout,
  snapshot: Snapshot,
  rows: readonly PlacedRow[],
): void {
  const { palette, unit } = pen;
  snapshot.pools.forEach((pool, index) => {
    const own = rows.filter((row) => row.pool === index);
    const [first] = own;
    if (!first) return;
    const tier = tierOf(pool.tier);
    const most = { prompts: highest(own, 'prompts'), decodes: highest(own, 'decodes') };
    title(pen, layout, pool, first, most);
    for (const row of own) {
      const air = row.height > 6 ? Math.min(3, row.height * 0.15) : 0;
      if (row.busy) band(pen, layout, row.busy, row.y, row.height - air, 1, fills('decode', tier));
      const both = row.prompts !== null && row.decodes !== null;
      const prompts = both ? row.height * PROMPT_PART : row.height;
      if (row.prompts)
        band(pen, layout, row.prompts, row.y, prompts - air, most.prompts, fills('prefill', tier));
      if (row.decodes) {
        const y = both ? row.y + prompts : row.y;
        band(pen, layout, row.decodes, y, row.y + row.height - y - air, most.decodes, fills('decode', tier));
      }
    }
    const every = Math.max(1, Math.ceil((14 * unit) / first.height));
    own.forEach((row, i) => {
      if (i % every !== 0) return;
      const name = rowName(pool, row, true);
      write(pen, name, layout.left - 8 * unit, row.y + row.height / 2 + 4 * unit, {
        align: 'right',
        color: palette.muted,
      });
    });
  });
}

function highest(rows: readonly BusyRow[], of: 'prompts' | 'decodes'): number {
  return rows.reduce((most, row) => (row[of] ? row[of].reduce((a, b) => Math.max(a, b), most) : most), 0);
}

function title(
  pen: Pen,
  layout: TimelineLayout,
  pool: PoolSeries,
  first: PlacedRow,
  most: { prompts: number; decodes: number },
): void {
  const { unit, palette } = pen;
  const y = first.y - 5 * unit;
  const name = poolWords(pool);
  // Off the playhead at the run's start.
  const x = layout.left + 5 * unit;
  write(pen, name, x, y);
  const many = (n: number, one: string, several: string) => `up to ${trimmed(n)} ${n > 1 ? several : one}`;
  const up = [
    first.decodes && many(most.decodes, 'answer', 'answers'),
    first.prompts && many(most.prompts, 'prompt', 'prompts'),
  ].filter((text) => text !== null);
  const where =
    first.of === 'lane' ? 'a lane' : first.count > 1 ? `in ${count(first.count)} instances` : 'an instance';
  const text = first.busy ? 'height: busy share' : `height: ${up.join(', ')} ${where}`;
  const room = layout.right - x - textWidth(pen, name) - 12 * unit;
  if (textWidth(pen, text) < room)
    write(pen, text, layout.right, y, { align: 'right', color: palette.muted });
}

/** One filled step line; an empty stretch shows the ground line only. */
function band(
  { ctx, palette }: Pen,
  layout: TimelineLayout,
  values: Float64Array,
  y: number,
  height: number,
  most: number,
  fill: CanvasPattern | string,
): void {
  const bottom = y + height;
  ctx.fillStyle = palette.hairline;
  ctx.fillRect(layout.left, bottom - 0.5, layout.right - layout.left, 0.5);
  if (most <= 0) return;
  const columns = Math.round(layout.right - layout.left);
  ctx.beginPath();
  for (let from = 0; from < columns;) {
    let to = from + 1;
    while (to < columns && values[to] === values[from]) to++;
    const value = values[from]!;
    if (value > 0) {
      // A hair of work is still work.
      const h = Math.max(1, (value / most) * height);
      ctx.rect(layout.left + from, bottom - h, to - from, h);
    }
    from = to;
  }
  ctx.fillStyle = fill;
  ctx.fill();
}
