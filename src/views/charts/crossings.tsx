import { memo, useMemo } from 'react';
import type { Axis } from '../axes';
import {
  column,
  crossingLabels,
  lineBoxes,
  namedCrossings,
  sensible,
  washBoxes,
  type CrossingLabel,
} from './crossing-labels';
import type { SideLine } from './curve-data';
import { crossovers, type Crossover } from './curve-value';
import { boxOf, type LineName } from './line-names';
import { fine, type Plot } from './plot';

export interface CrossingsProps {
  plot: Plot;
  axis: Axis;
  lines: readonly SideLine[];
  names: readonly LineName[];
  /** The scenario's x. */
  at: number;
  /** The model's published context, where it is on the axis. */
  published: number | null;
  /** What such a point means here, when it is more than two equal values. */
  name?: ((crossover: Crossover) => string) | undefined;
}

/** Bars and dots of the run stand beside the scenario's own line. */
const BESIDE_GRIP = 12;

/** Where the two curves change places: a mark each, and the x of those that a reader looks for. */
export const Crossings = memo(function Crossings(props: CrossingsProps) {
  const { plot, axis, lines, names, at, published, name } = props;
  const [a, b] = lines;
  const found = useMemo(() => (a && b ? crossovers(a.x, a.y, b.y) : []), [a, b]);
  const still = useMemo(
    () => (found.length === 0 ? null : { points: lineBoxes(plot, lines), washes: washBoxes(plot, lines) }),
    [plot, lines, found],
  );
  if (still === null) return null;
  const upright = [column(plot, plot.x(at), BESIDE_GRIP)];
  if (published !== null) upright.push(column(plot, plot.x(published), 2));
  const labels = crossingLabels(
    plot,
    found,
    namedCrossings(found, at),
    (crossover) => {
      const x = axis.print(sensible(crossover.x));
      return [name?.(crossover) ?? `A = B at ${x}`, `at ${x}`];
    },
    { ...still, points: [...still.points, ...upright], words: names.map(boxOf) },
  );
  return (
    <g className="crossovers">
      <path
        d={found.map(({ x, y }) => `M${fine(plot.x(x))} ${fine(plot.y(y) - 5)}l5 5l-5 5l-5 -5Z`).join('')}
      />
      {labels.map((label) => (
        <Label key={label.text} {...label} />
      ))}
    </g>
  );
});

function Label({ text, x, y, anchor, leader }: CrossingLabel) {
  return (
    <>
      {leader && (
        <line
          x1={fine(leader.from.x)}
          y1={fine(leader.from.y)}
          x2={fine(leader.to.x)}
          y2={fine(leader.to.y)}
        />
      )}
      <text x={fine(x)} y={fine(y)} dy="0.32em" textAnchor={anchor}>
        {text}
      </text>
    </>
  );
}
