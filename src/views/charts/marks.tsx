import type { Axis } from '../axes';
import type { SideCurve } from './curve-data';
import { useRun } from '../use-stores';
import { boxOf, type LineName } from './line-names';
import { offLinePlaces } from './off-line-places';
import { fine, type Plot } from './plot';

/** Both sides' dots share an x with the grip: each steps aside by this much. */
const ASIDE = 5;

/** What the simulator found at the scenario: mean as a dot, p50 to p99 as a bar, and how far off its line where it is. */
export function SimulatedPoints(props: {
  plot: Plot;
  curves: readonly SideCurve[];
  at: number;
  names: readonly LineName[];
}) {
  const { plot, curves, at, names } = props;
  // A run in a drag is short, and words that come and go are nothing to read.
  const settled = useRun((state) => state.status === 'done');
  const xOf = (side: 'A' | 'B') => plot.x(at) + (side === 'A' ? -ASIDE : ASIDE);
  const off = settled ? offLinePlaces(plot, curves, at, xOf, names.map(boxOf)) : [];
  return (
    <g className="points">
      {curves.map(({ side, point }) => {
        if (!point) return null;
        const x = xOf(side);
        const { mean, interval, band } = point;
        return (
          <g key={side} className={`point point-${side}`}>
            {band && (
              <rect
                className="point-band"
                x={fine(x - 5)}
                width={10}
                y={fine(plot.y(band[1]))}
                height={fine(Math.max(1, plot.y(band[0]) - plot.y(band[1])))}
              />
            )}
            {interval && <path d={barOf(x, plot.y(interval.low), plot.y(interval.high))} />}
            <circle cx={fine(x)} cy={fine(plot.y(mean))} r="4.5" />
          </g>
        );
      })}
      {off.map(({ side, text, x, y, anchor }) => (
        <g key={side} className="point">
          <text x={fine(x)} y={fine(y)} dy="0.32em" textAnchor={anchor}>
            {text}
          </text>
        </g>
      ))}
    </g>
  );
}

/** From one height to the other, with a foot at either end. */
function barOf(x: number, low: number, high: number): string {
  const foot = (y: number) => `M${fine(x - 3.5)} ${fine(y)}h7`;
  return `M${fine(x)} ${fine(low)}V${fine(high)}${foot(low)}${foot(high)}`;
}

/** The scenario's own x: a line with a grip that can be dragged. */
export function Grip({ plot, axis, at }: { plot: Plot; axis: Axis; at: number }) {
  const x = fine(plot.x(at));
  return (
    <g className="grip">
      <line x1={x} x2={x} y1={plot.top} y2={plot.bottom} />
      <path d={`M${x} ${String(plot.bottom - 1)}l6 7v0h-12z`} />
      <text x={x} y={plot.bottom + 20} textAnchor="middle">
        {axis.print(at)}
      </text>
    </g>
  );
}

/** The pointer's x, on every chart at once. */
export function CursorLine({ plot, at }: { plot: Plot; at: number }) {
  return <line className="cursor-line" x1={plot.x(at)} x2={plot.x(at)} y1={plot.top} y2={plot.bottom} />;
}
