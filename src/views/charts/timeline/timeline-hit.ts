import type { Seconds } from '../../../units/units';
import type { PlacedRow } from './draw-batches';
import type { Drawn } from './draw-timeline';
import { bordersOf, emptyBorders, SPANS, type SpanKind } from './request-spans';
import { timeAt, type TimelineLayout, type TimelineSide } from './timeline-layout';
import type { TimeWindow } from './time-window';

/** What is under a point: a moment, and there a request in some phase, or a row of the batch view. */
export interface Hit {
  time: Seconds;
  side: number;
  request: { id: number; kind: SpanKind; from: Seconds; to: Seconds } | null;
  row: PlacedRow | null;
}

interface Place {
  layout: TimelineLayout;
  window: TimeWindow;
  sides: readonly TimelineSide[];
  drawn: Drawn;
}

export function hitAt({ layout, window, sides, drawn }: Place, x: number, y: number): Hit {
  const within = Math.min(layout.right, Math.max(layout.left, x));
  const time = timeAt(layout, window, within);
  const side = layout.blocks.findIndex((block) => y >= block.rowsTop && y <= block.rowsBottom);
  const hit: Hit = { time, side, request: null, row: null };
  const block = layout.blocks[side];
  const there = drawn[side];
  const snapshot = sides[side]?.snapshot;
  if (!block || !there || !snapshot) return hit;
  if ('batches' in there) {
    const row = there.batches.find((one) => y >= one.y && y < one.y + one.height) ?? null;
    return { ...hit, row };
  }
  const { rows } = there;
  const row = Math.floor((y - block.rowsTop) / rows.rowHeight);
  const borders = emptyBorders();
  // Where several share a row, the first of them that is under way at that moment.
  for (let i = row * rows.each; i < Math.min(rows.ids.length, (row + 1) * rows.each); i++) {
    const id = rows.ids[i]!;
    bordersOf(snapshot.requests, id, snapshot.durationSeconds, borders);
    const k = spanAt(borders, time, window, layout);
    if (k >= 0) return { ...hit, request: { id, kind: SPANS[k]!, from: borders[k]!, to: borders[k + 1]! } };
  }
  return hit;
}

/** The span at a time; a pointer is as wide as three pixels, since many spans are thinner than one. */
function spanAt(borders: Float64Array, time: Seconds, window: TimeWindow, layout: TimelineLayout): number {
  const reach = ((window.to - window.from) / (layout.right - layout.left)) * 1.5;
  const exact = SPANS.findIndex((_, k) => time >= borders[k]! && time < borders[k + 1]!);
  if (exact >= 0) return exact;
  return SPANS.findIndex(
    (_, k) => time + reach >= borders[k]! && time - reach < borders[k + 1]! && borders[k + 1]! > borders[k]!,
  );
}
