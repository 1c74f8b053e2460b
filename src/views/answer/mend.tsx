import { useCallback } from 'react';
import type { Scenario } from '../../scenario/scenario';
import { useStores } from '../use-stores';
import { FixButton } from './fix-button';
import { mendOf } from './mend-of';
import { useAtRest } from './use-at-rest';

/** One button that makes every pool of a side fit, or a line that no number of chips does. */
export function Mend({ id }: { id: 'a' | 'b' }) {
  const { advice } = useStores();
  const search = useCallback((scenario: Scenario) => mendOf(advice.estimate, scenario, id), [advice, id]);
  const mend = useAtRest(search);
  if (mend === null) return null;
  const { found, current } = mend;
  return (
    <div className="advice" data-current={current}>
      {found === null ? (
        <p className="hint">No number of chips alone would make it fit.</p>
      ) : (
        <>
          <FixButton id={id} fixes={found.fixes} />
          {found.overloaded && <small>It would then still be overloaded at this load.</small>}
        </>
      )}
    </div>
  );
}
