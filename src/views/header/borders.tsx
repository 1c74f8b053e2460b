import type { BoundBy } from '../../engine/cost/step-cost';
import { edgeOf } from '../flow/texture';
import { paletteOf } from '../palette';
import { useTheme } from '../use-theme';

/** What a chip or pool waits for most, and what its border is then. */
const MEANINGS: readonly (readonly [boundBy: BoundBy | null, meaning: string])[] = [
  ['compute', 'Solid ink: arithmetic takes the longest.'],
  ['bytes', 'Solid, in the colour of its memory: reading weights and KV takes the longest.'],
  ['latency', 'Dotted: fixed times, which neither more arithmetic nor more bandwidth would shorten.'],
  ['link', 'Dashed: exchange with other chips takes the longest.'],
  ['software', 'Dashes and dots: the serving software takes the longest.'],
  [null, 'Thin and pale: no request is at work there.'],
];

/** What the borders of chips and pools in the flow say, with samples drawn as the flow draws them. */
export function Borders() {
  const palette = paletteOf(useTheme());
  return (
    <dl className="words">
      {MEANINGS.map(([boundBy, meaning]) => {
        const { color, width, dash, words } = edgeOf(boundBy, boundBy !== null, 'hbm', palette);
        return (
          <div key={words || 'idle'}>
            <dt className="border-term">
              <svg className="border-sample" viewBox="0 0 30 14" aria-hidden="true">
                <rect
                  x="1"
                  y="1"
                  width="28"
                  height="12"
                  rx="2"
                  fill="none"
                  stroke={color}
                  strokeWidth={width}
                  strokeDasharray={dash.join(' ')}
                />
              </svg>
              {words}
            </dt>
            <dd>{meaning}</dd>
          </div>
        );
      })}
    </dl>
  );
}
