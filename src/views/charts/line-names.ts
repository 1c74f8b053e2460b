import type { SideLine } from './curve-data';
import { curveValue } from './curve-value';
import type { Box } from './label-places';
import { LED, nameLines, nameWidth } from './name-lines';
import type { Plot } from './plot';
import { spreadLabels } from './spread-labels';

/** A side's name where its line ends. */
export interface LineName {
  side: 'A' | 'B';
  /** Behind the side's letter; none in a narrow plot. */
  lines: string[];
  x: number;
  /** Middle of its lines. */
  y: number;
  anchor: 'start' | 'end';
  /** End of the line, where a name stands off from it. */
  from: { x: number; y: number } | null;
}

interface End {
  curve: SideLine;
  x: number;
  y: number;
}

/** Names where the lines end, so that nobody looks for a legend. `taken`: where the scenario's own line stands. */
export function lineNames(plot: Plot, curves: readonly SideLine[], taken: number): LineName[] {
  const ends = curves.map((curve) => endOf(curve, plot)).filter((end) => end !== null);
  const texts = ends.map(({ curve }) => nameLines(curve, plot.roomy));
  const more = (Math.max(1, ...texts.map((lines) => lines.length)) - 1) * NAME_LINE;
  const apart = ends.length === 2 && Math.abs(ends[0]!.x - ends[1]!.x) > 90;
  const placed = apart
    ? ends.map((end) => clearOf(end, curves, plot, CLEARANCE + more / 2))
    : spreadLabels(
        sideBySide(ends, LINE + more),
        LINE + more,
        plot.top + 8 + more / 2,
        plot.bottom - 6 - more / 2,
      );
  const beside = Math.max(...ends.map(({ x }) => x)) + LED;
  return ends.map(({ curve, x, y }, i) => {
    const lines = texts[i]!;
    const led = !apart && ends.length === 2;
    const start = besideGrip(led ? beside : x + 7, taken);
    const inside = plot.width - start >= nameWidth(lines);
    return {
      side: curve.side,
      lines,
      x: inside ? start : x - 7,
      y: placed[i]!,
      anchor: inside ? 'start' : 'end',
      from: led && inside ? { x, y } : null,
    };
  });
}

/** What a name covers. */
export function boxOf({ lines, x, y, anchor }: LineName): Box {
  const width = nameWidth(lines);
  const height = LINE + Math.max(0, lines.length - 1) * NAME_LINE;
  return { x: anchor === 'start' ? x : x - width, y: y - height / 2, width, height };
}

/** The scenario's own line, and B's ring beside it, would run through a name that starts there. */
function besideGrip(x: number, grip: number): number {
  return grip > x - 14 && grip < x + 13 ? grip + 14 : x;
}

function endOf(curve: SideLine, plot: Plot): End | null {
  const last = curve.y.findLastIndex((value) => value > 0);
  return last < 0 ? null : { curve, x: plot.x(curve.x[last]!), y: plot.y(curve.y[last]!) };
}

/** A name inside the plot steps off the other side's line. */
function clearOf(end: End, curves: readonly SideLine[], plot: Plot, clearance: number): number {
  const other = curves.find((curve) => curve !== end.curve);
  const y = other ? plot.y(curveValue(other.x, other.y, plot.x.invert(end.x + 30))) : NaN;
  if (!(Math.abs(y - end.y) < clearance)) return end.y;
  return y > end.y ? y - clearance : y + clearance;
}

const CLEARANCE = 15;

/**
 * Heights that names side by side wish for. Where both lines end at one height, the one that ends first is named above:
 * the other comes from below there.
 */
function sideBySide(ends: readonly End[], line: number): number[] {
  const [a, b] = ends;
  if (!a || !b || Math.abs(a.y - b.y) >= line || a.x === b.x) return ends.map(({ y }) => y);
  const top = (a.y + b.y - line) / 2;
  return a.x < b.x ? [top, top + line] : [top + line, top];
}

const LINE = 17;

/** From line to line of one name. */
export const NAME_LINE = 14;
