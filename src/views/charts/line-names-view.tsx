import { memo } from 'react';
import { NAME_LINE, type LineName } from './line-names';
import { fine } from './plot';

/** The names of the lines, each with a stroke to its line's end where it stands off from it. */
export const LineNames = memo(function LineNames({ names }: { names: readonly LineName[] }) {
  return (
    <g className="line-names">
      {names.map(({ side, lines, x, y, anchor, from }) => (
        <g key={side}>
          {from && <path d={`M${fine(from.x + 2)} ${fine(from.y)}L${fine(x - 3)} ${fine(y)}`} />}
          <text y={fine(y - (Math.max(0, lines.length - 1) * NAME_LINE) / 2)} dy="0.32em" textAnchor={anchor}>
            <tspan className="line-side" x={fine(x)}>
              {side}
            </tspan>
            {lines.map((line, i) =>
              i === 0 ? (
                ` ${line}`
              ) : (
                <tspan key={i} x={fine(x)} dy={NAME_LINE}>
                  {line}
                </tspan>
              ),
            )}
          </text>
        </g>
      ))}
    </g>
  );
});
