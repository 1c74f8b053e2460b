import { memo } from 'react';
import type { SideLine } from './curve-data';
import { curveValue } from './curve-value';
import { fine, type Plot } from './plot';
import { spreadLabels } from './spread-labels';
import { stretches } from './stretches';

/** The curves: A solid, B dashed, both in ink; lighter where the formula is only a hint. */
export const CurveLines = memo(function CurveLines({
  plot,
  curves,
}: {
  plot: Plot;
  curves: readonly SideLine[];
}) {
  return (
    <g className="curves">
      {curves.map((curve) =>
        stretches(curve).map(({ kind, from, to }, i) => (
          <path
            key={`${curve.side}${String(i)}`}
            className={`curve curve-${curve.side} ${kind}`}
            d={pathOf(plot, curve, from, to)}
          />
        )),
      )}
    </g>
  );
});

/** A single sample is a dot, as its line has round ends. */
function pathOf(plot: Plot, { x, y }: SideLine, from: number, to: number): string {
  let path = '';
  for (let i = from; i <= to; i++) {
    path += `${i === from ? 'M' : 'L'}${fine(plot.x(x[i]!))},${fine(plot.y(y[i]!))}`;
  }
  return from === to ? `${path}Z` : path;
}

/** The scenario's own line, and B's ring beside it, would run through a name that starts there. */
function besideGrip(x: number, grip: number): number {
  return grip > x - 14 && grip < x + 13 ? grip + 14 : x;
}

interface End {
  curve: SideLine;
  x: number;
  y: number;
}

function endOf(curve: SideLine, plot: Plot): End | null {
  const last = curve.y.findLastIndex((value) => value > 0);
  return last < 0 ? null : { curve, x: plot.x(curve.x[last]!), y: plot.y(curve.y[last]!) };
}

/** A name inside the plot steps off the other side's line. */
function clearOf(end: End, curves: readonly SideLine[], plot: Plot): number {
  const other = curves.find((curve) => curve !== end.curve);
  const y = other ? plot.y(curveValue(other.x, other.y, plot.x.invert(end.x + 30))) : NaN;
  if (!(Math.abs(y - end.y) < CLEARANCE)) return end.y;
  return y > end.y ? y - CLEARANCE : y + CLEARANCE;
}

const CLEARANCE = 15;

/**
 * Heights that names side by side wish for. Where both lines end at one height, the one that ends first is named above:
 * the other comes from below there.
 */
function sideBySide(ends: readonly End[]): number[] {
  const [a, b] = ends;
  if (!a || !b || Math.abs(a.y - b.y) >= LINE || a.x === b.x) return ends.map(({ y }) => y);
  const top = (a.y + b.y - LINE) / 2;
  return a.x < b.x ? [top, top + LINE] : [top + LINE, top];
}

const LINE = 17;

/** A generous guess at the width of a letter; fonts differ from system to system. */
const WIDE_LETTER = 7;

/** Names where the lines end, so that nobody looks for a legend. */
export const LineNames = memo(function LineNames(props: {
  plot: Plot;
  curves: readonly SideLine[];
  taken: number;
}) {
  const { plot, curves, taken } = props;
  const ends = curves.map((curve) => endOf(curve, plot)).filter((end) => end !== null);
  const apart = ends.length === 2 && Math.abs(ends[0]!.x - ends[1]!.x) > 90;
  const placed = apart
    ? ends.map((end) => clearOf(end, curves, plot))
    : spreadLabels(sideBySide(ends), LINE, plot.top + 8, plot.bottom - 6);
  const beside = Math.max(...ends.map(({ x }) => x)) + 16;
  return (
    <g className="line-names">
      {ends.map(({ curve, x, y }, i) => {
        const text = plot.roomy ? ` ${curve.name}` : '';
        const led = !apart && ends.length === 2;
        const from = besideGrip(led ? beside : x + 7, taken);
        const inside = plot.width - from > 17 + text.length * WIDE_LETTER;
        return (
          <g key={curve.side}>
            {led && inside && <path d={`M${fine(x + 2)} ${fine(y)}L${fine(from - 3)} ${fine(placed[i]!)}`} />}
            <text
              x={fine(inside ? from : x - 7)}
              y={fine(placed[i]!)}
              dy="0.32em"
              textAnchor={inside ? 'start' : 'end'}
            >
              <tspan className="line-side">{curve.side}</tspan>
              {text}
            </text>
          </g>
        );
      })}
    </g>
  );
});
