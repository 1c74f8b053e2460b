import { useCallback } from 'react';
import type { Scenario } from '../../scenario/scenario';
import { useStores } from '../use-stores';
import { Advised } from './advised';
import { FixButton } from './fix-button';
import { mendOf } from './mend-of';
import { useAtRest } from './use-at-rest';

/** One button that makes every pool of a side fit and keep up, or a line that says why there is none. */
export function Mend({ id }: { id: 'a' | 'b' }) {
  const { advice } = useStores();
  const search = useCallback(
    (scenario: Scenario, signal: AbortSignal) => mendOf(advice, scenario, id, signal),
    [advice, id],
  );
  return (
    <Advised advice={useAtRest(search)}>
      {(found) =>
        found === null ? (
          <p className="hint">
            No number of chips alone would make it fit; another chip, architecture or weight format may.
          </p>
        ) : (
          <>
            <FixButton id={id} fixes={found.fixes} />
            {found.forLoad && <small>Fewer would fit; so many keep up with the load, too.</small>}
            {found.overloaded && (
              <small>
                It then fits, but is overloaded: lower the load too, or choose another chip or architecture.
              </small>
            )}
          </>
        )
      }
    </Advised>
  );
}
