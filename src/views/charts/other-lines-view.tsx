import { memo, useId } from 'react';
import type { OtherLine, OtherLines } from './other-lines';
import { fine, type Plot } from './plot';
import { spreadLabels } from './spread-labels';

const LABEL_GAP = 14;

/** Pale lines behind those of A and B, each named where it begins. */
export const OtherLinesView = memo(function OtherLinesView({
  plot,
  others,
}: {
  plot: Plot;
  others: OtherLines;
}) {
  const clip = useId();
  const { left, right, top, bottom } = plot;
  const starts = others.lines.map((line) => startOf(line, plot));
  const places = spreadLabels(
    starts.map(({ y }) => y - 8),
    LABEL_GAP,
    top + 8,
    bottom - 8,
  );
  return (
    <g className="other-lines" data-current={others.current}>
      <clipPath id={clip}>
        <rect x={left} y={top} width={right - left} height={bottom - top} />
      </clipPath>
      <g clipPath={`url(#${clip})`}>
        {others.lines.map((line) => (
          <path key={line.name} className="other-line" d={pathOf(line, plot)} />
        ))}
      </g>
      {others.lines.map(({ name }, i) => (
        <text key={name} x={fine(starts[i]!.x + 6)} y={fine(places[i]!)} dy="0.32em">
          {name}
        </text>
      ))}
    </g>
  );
});

/** Where the line comes into the plot. */
function startOf({ x, y }: OtherLine, plot: Plot): { x: number; y: number } {
  const first = y.findIndex((value) => value > 0);
  const at = Math.max(plot.left, plot.x(x[first]!));
  return { x: Math.min(at, plot.right - 90), y: plot.y(y[first]!) };
}

function pathOf({ x, y }: OtherLine, plot: Plot): string {
  let path = '';
  y.forEach((value, i) => {
    if (!(value > 0)) return;
    const joined = i > 0 && y[i - 1]! > 0;
    path += `${joined ? 'L' : 'M'}${fine(plot.x(x[i]!))} ${fine(plot.y(value))}`;
  });
  return path;
}
