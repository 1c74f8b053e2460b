import { memo } from 'react';
import type { LineName } from './line-names';
import { fine } from './plot';

/** The names of the lines, each with a stroke to its line's end where it stands off from it. */
export const LineNames = memo(function LineNames({ names }: { names: readonly LineName[] }) {
  return (
    <g className="line-names">
      {names.map(({ side, text, x, y, anchor, from }) => (
        <g key={side}>
          {from && <path d={`M${fine(from.x + 2)} ${fine(from.y)}L${fine(x - 3)} ${fine(y)}`} />}
          <text x={fine(x)} y={fine(y)} dy="0.32em" textAnchor={anchor}>
            <tspan className="line-side">{side}</tspan>
            {text}
          </text>
        </g>
      ))}
    </g>
  );
});
