import { isOnAxis } from './frontier-plot';
import type { Plot } from './plot';
import type { PromisedSpeed } from './promised-speeds';

/** Promised speeds as lines; slower than the strictest everything is paler, since a promise is broken there. */
export function FrontierPromises({ plot, promised }: { plot: Plot; promised: readonly PromisedSpeed[] }) {
  const { left, right, top, bottom } = plot;
  const strictest = promised.at(-1);
  if (!strictest) return null;
  const end = Math.min(plot.x(strictest.tokensPerSecond), right + BESIDE);
  return (
    <g className="promised">
      {end > left && (
        <rect
          className="broken"
          x={left + 1}
          y={top + BESIDE}
          width={end - left}
          height={bottom - top - BESIDE - 1}
        />
      )}
      {promised
        .filter((one) => isOnAxis(plot, one))
        .map(({ tokensPerSecond }) => (
          <line
            key={tokensPerSecond}
            x1={plot.x(tokensPerSecond)}
            x2={plot.x(tokensPerSecond)}
            y1={top}
            y2={bottom}
          />
        ))}
    </g>
  );
}

/** Dots at the edge reach this far beyond it. */
const BESIDE = 6;
