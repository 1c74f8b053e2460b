import { memo } from 'react';
import type { Axis } from '../axes';
import { crossovers, type Crossover } from './curve-value';
import type { SideCurve, SideLine } from './curve-data';
import type { Plot } from './plot';

/** Where the two curves change places, with the x at which they do. */
export const Crossovers = memo(function Crossovers(props: {
  plot: Plot;
  axis: Axis;
  curves: readonly SideLine[];
  /** What such a point means here, when it is more than two equal values. */
  name?: ((crossover: Crossover) => string) | undefined;
}) {
  const { plot, axis, curves } = props;
  const name = props.name ?? (({ x }: Crossover) => `A = B at ${axis.say(x)}`);
  const [a, b] = curves;
  if (!a || !b) return null;
  return (
    <g className="crossovers">
      {crossovers(a.x, a.y, b.y)
        .slice(0, 3)
        .map((crossover, i) => {
          const { x, y } = crossover;
          const [px, py] = [plot.x(x), plot.y(y)];
          const anchor = px > (plot.left + plot.right) / 2 ? 'end' : 'start';
          const above = py > plot.top + 34 && i % 2 === 0;
          return (
            <g key={x} transform={`translate(${String(px)},${String(py)})`}>
              <path d="M0 -5L5 0L0 5L-5 0Z" />
              <text x={anchor === 'end' ? -9 : 9} y={above ? -12 : 20} textAnchor={anchor}>
                {name(crossover)}
              </text>
            </g>
          );
        })}
    </g>
  );
});

/** Both sides' dots share an x with the grip: each steps aside by this much. */
const ASIDE = 5;

/** What the simulator found at the scenario: mean as a dot, p50 to p99 as a bar. */
export function SimulatedPoints(props: { plot: Plot; curves: readonly SideCurve[]; at: number }) {
  const { plot, curves, at } = props;
  return (
    <g className="points">
      {curves.map(({ side, point }) => {
        if (!point) return null;
        const x = plot.x(at) + (side === 'A' ? -ASIDE : ASIDE);
        const { mean, interval, band } = point;
        return (
          <g key={side} className={`point point-${side}`} transform={`translate(${String(x)},0)`}>
            {band && (
              <rect
                className="point-band"
                x={-5}
                width={10}
                y={plot.y(band[1])}
                height={Math.max(1, plot.y(band[0]) - plot.y(band[1]))}
              />
            )}
            {interval && (
              <path
                d={`M0 ${String(plot.y(interval.low))}V${String(plot.y(interval.high))}M-3.5 ${String(plot.y(interval.low))}h7M-3.5 ${String(plot.y(interval.high))}h7`}
              />
            )}
            <circle cy={plot.y(mean)} r="4.5" />
          </g>
        );
      })}
    </g>
  );
}

/** The scenario's own x: a line with a grip that can be dragged. */
export function Grip({ plot, axis, at }: { plot: Plot; axis: Axis; at: number }) {
  const x = plot.x(at);
  return (
    <g className="grip" transform={`translate(${String(x)},0)`}>
      <line y1={plot.top} y2={plot.bottom} />
      <path d={`M0 ${String(plot.bottom - 1)}l6 7v0h-12z`} />
      <text y={plot.bottom + 20} textAnchor="middle">
        {axis.print(at)}
      </text>
    </g>
  );
}

/** The pointer's x, on every chart at once. */
export function CursorLine({ plot, at }: { plot: Plot; at: number }) {
  return <line className="cursor-line" x1={plot.x(at)} x2={plot.x(at)} y1={plot.top} y2={plot.bottom} />;
}
