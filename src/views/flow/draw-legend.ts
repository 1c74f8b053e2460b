import type { Snapshot } from '../../engine/result';
import { tokens } from '../../units/format';
import { TIER_LABELS, tierOf } from '../palette';
import { right, type Box } from './geometry';
import type { FlowLayout } from './layout';
import { textWidth, write, type Pen } from './pen';
import { fillKv } from './texture';
import type { Motion } from './token-motion';

/** A sign and what it means, in fewer and fewer words. */
interface Entry {
  wordings: readonly string[];
  markWidth: number;
  mark: (x: number, y: number) => void;
}

const LINE = 18;
/** Between a sign and its words, and between two entries. */
const BESIDE = 5;
const APART = 14;
const MESSAGE = { size: 13 } as const;

/**
 * What shapes and colours mean, with only those that are in the picture, in as many words as fit. A message, what the
 * last step came to, takes the end of the last line.
 */
export function drawLegend(
  pen: Pen,
  sides: readonly (Snapshot | null)[],
  motion: Motion,
  layout: FlowLayout,
  message: string,
): void {
  const { unit } = pen;
  const { legend } = layout;
  const lines = Math.max(1, Math.floor(legend.h / (LINE * unit)));
  const entries = entriesOf(pen, sides, motion, layout);
  const taken = message === '' ? 0 : textWidth(pen, message, MESSAGE) + APART * unit;
  const box = { ...legend, w: lines > 1 ? legend.w : legend.w - taken };
  const free = lines > 1 && taken > 0 ? lines - 1 : lines;
  const most = Math.max(0, ...entries.map(({ wordings }) => wordings.length - 1));
  // Fewer words first; then fewer signs, the last first.
  let shown = entries;
  let level = 0;
  let places = place(pen, shown, level, box);
  while (shown.length > 0 && (places.lines > free || places.tooWide)) {
    if (level < most) level++;
    else shown = shown.slice(0, -1);
    places = place(pen, shown, level, box);
  }
  shown.forEach((entry, i) => {
    const { x, y } = places.at[i]!;
    entry.mark(x, y - 4 * unit);
    const words = wordsOf(entry, level);
    write(pen, words, x + (entry.markWidth + BESIDE) * unit, y, { color: pen.palette.muted });
  });
  if (message === '') return;
  const y = legend.y + (13 + LINE * (lines - 1)) * unit;
  write(pen, message, right(legend), y, { ...MESSAGE, align: 'right' });
}

function wordsOf({ wordings }: Entry, level: number): string {
  return wordings[Math.min(level, wordings.length - 1)]!;
}

/** Where entries stand, one after another, in lines; too wide: one of them is wider than a line. */
function place(pen: Pen, entries: readonly Entry[], level: number, box: Box) {
  const { unit } = pen;
  let x = box.x;
  let y = box.y + 13 * unit;
  let lines = 1;
  let tooWide = false;
  const at = entries.map((entry) => {
    const width = (entry.markWidth + BESIDE) * unit + textWidth(pen, wordsOf(entry, level));
    if (x > box.x && x + width > right(box)) {
      x = box.x;
      y += LINE * unit;
      lines++;
    }
    tooWide ||= x + width > right(box);
    const own = { x, y };
    x += width + APART * unit;
    return own;
  });
  return { at, lines, tooWide };
}

function entriesOf(
  pen: Pen,
  sides: readonly (Snapshot | null)[],
  motion: Motion,
  layout: FlowLayout,
): Entry[] {
  const { ctx, palette, unit } = pen;
  const pools = sides.flatMap((side) => side?.pools ?? []);
  if (pools.length === 0) return [];
  const behind = sides.flatMap((side) => side?.tiers ?? []);
  const tiers = [
    ...new Set([...pools.map((pool) => pool.tier), ...behind.map(({ name }) => name)].map(tierOf)),
  ];
  const stroke = (length: number, thickness: number) => (x: number, y: number) => {
    ctx.strokeStyle = palette.ink;
    ctx.lineWidth = thickness * unit;
    ctx.lineCap = 'round';
    ctx.beginPath();
    ctx.moveTo(x + 2 * unit, y);
    ctx.lineTo(x + (length - 2) * unit, y);
    ctx.stroke();
    ctx.lineCap = 'butt';
  };
  const hollow = (x: number, y: number) => {
    stroke(11, 4)(x, y);
    ctx.strokeStyle = palette.ground;
    ctx.lineWidth = 2 * unit;
    ctx.beginPath();
    ctx.moveTo(x + 2 * unit, y);
    ctx.lineTo(x + 9 * unit, y);
    ctx.stroke();
  };
  const dot = (x: number, y: number) => {
    ctx.fillStyle = palette.ink;
    ctx.beginPath();
    ctx.arc(x + 3 * unit, y, 2.4 * unit, 0, 2 * Math.PI);
    ctx.fill();
  };
  const tile = (x: number, y: number) => {
    ctx.fillStyle = palette.hairline;
    ctx.fillRect(x, y - 4 * unit, 8 * unit, 8 * unit);
  };
  const prompt = tokens(motion.dashTokens);
  const coarsest = Math.max(
    1,
    ...layout.lanes.flatMap((lane) => lane.pools.map(({ grid }) => grid.chipsPerTile)),
  );
  const memories = tiers.map((tier) => ({
    wordings: [TIER_LABELS[tier]],
    markWidth: 11,
    mark: (x: number, y: number) => fillKv(pen, { x, y: y - 5 * unit, w: 11 * unit, h: 10 * unit }, tier),
  }));
  // Without clusters nothing is on its way.
  if (layout.lanes.every((lane) => lane.pools.length === 0)) return memories;
  const entries: (Entry | false)[] = [
    ...memories,
    { wordings: [`${prompt} prompt tokens`, `${prompt} prompt`], markWidth: 11, mark: stroke(11, 2.6) },
    { wordings: dotWords(motion), markWidth: 6, mark: dot },
    (behind.length > 0 || pools.some((pool) => pool.role === 'prefill')) && {
      wordings: ['KV moving', 'KV'],
      markWidth: 18,
      mark: stroke(18, 1.6),
    },
    sides.some((side) => side?.requests.reusedTokens) && {
      wordings: ['not found, computed', 'computed'],
      markWidth: 11,
      mark: hollow,
    },
    coarsest > 1 && { wordings: [`up to ${coarsest} chips`], markWidth: 8, mark: tile },
  ];
  return entries.filter((entry) => entry !== false);
}

/** What one dot stands for; thinning is said, never silent. */
function dotWords({ stride, othersStride }: Motion): string[] {
  const base = stride === 1 ? '1 answer token' : `${stride} answer tokens`;
  if (othersStride <= stride) return [base, stride === 1 ? '1 token' : `${stride} tokens`];
  return [
    `${base} (${othersStride} to the others)`,
    `${base} (others ${othersStride})`,
    `${stride} to ${othersStride} tokens`,
  ];
}
