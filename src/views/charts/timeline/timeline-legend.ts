import { write, type Pen } from '../../flow/pen';
import { TIER_LABELS, type Tier } from '../../palette';
import type { FillKind, Fills } from './phase-fills';
import { tiersOf } from './pool-tiers';
import type { TimelineSide, TimelineView } from './timeline-layout';
import { SPAN_NAMES } from './request-spans';

interface Entry {
  kind: FillKind;
  tier: Tier;
  text: string;
}

interface Placed extends Entry {
  x: number;
  y: number;
}

export interface Legend {
  entries: Placed[];
  height: number;
}

const SAMPLE = { width: 24, height: 11 };
const LINE = 18;
/** A generous guess at the width of a letter; fonts differ from system to system. */
const LETTER = 6.6;

/** The fills that are in the picture, each with its name: texture says the phase, colour the memory. */
export function legendOf(
  sides: readonly TimelineSide[],
  view: TimelineView,
  width: number,
  unit: number,
): Legend {
  let [x, line] = [0, 0];
  const entries = entriesOf(sides, view).map((entry) => {
    const needed = (SAMPLE.width + 6 + entry.text.length * LETTER) * unit;
    if (x > 0 && x + needed > width) [x, line] = [0, line + 1];
    const placed = { ...entry, x, y: line * LINE * unit };
    x += needed + 14 * unit;
    return placed;
  });
  return { entries, height: (line + 1) * LINE * unit };
}

export function drawLegend(pen: Pen, fills: Fills, legend: Legend, top: number): void {
  const { ctx, unit, palette } = pen;
  for (const { kind, tier, text, x, y } of legend.entries) {
    ctx.fillStyle = fills(kind, tier);
    ctx.fillRect(x, top + y + 3 * unit, SAMPLE.width * unit, SAMPLE.height * unit);
    write(pen, text, x + (SAMPLE.width + 6) * unit, top + y + 13 * unit, { color: palette.muted });
  }
}

function entriesOf(sides: readonly TimelineSide[], view: TimelineView): Entry[] {
  const snapshots = sides.flatMap(({ snapshot }) => snapshot ?? []);
  const by = (kind: 'prefill' | 'decode'): Entry[] =>
    [...new Set(snapshots.flatMap((one) => tiersOf(one, kind === 'prefill' ? 'prompts' : 'answers')))].map(
      (tier) => ({
        kind,
        tier,
        text: `${SPAN_NAMES[kind]}, ${TIER_LABELS[tier]}`,
      }),
    );
  if (view === 'batches') return [...by('prefill'), ...by('decode')];
  const plain = (kind: FillKind, text: string): Entry => ({ kind, tier: 'network', text });
  const handsOver = snapshots.some(({ pools }) => pools.length > 1);
  return [
    plain('queue', SPAN_NAMES.queue),
    ...by('prefill'),
    ...(snapshots.some(({ requests }) => requests.roomAt) ? [plain('room', SPAN_NAMES.room)] : []),
    ...(handsOver ? [plain('transfer', SPAN_NAMES.transfer)] : []),
    plain('wait', SPAN_NAMES.wait),
    ...by('decode'),
    plain('stall', 'part of decode that was stalled'),
  ];
}
