import { memo } from 'react';
import type { SideLine } from './curve-data';
import { fine, type Plot } from './plot';
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
