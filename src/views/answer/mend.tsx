import { useEffect, useState } from 'react';
import type { Scenario } from '../../scenario/scenario';
import { useScenario, useStores } from '../use-stores';
import { FixButton } from './fix-button';
import { mendOf, type Mend as Found } from './mend-of';

/** One button that makes every pool of a side fit, or a line that no number of chips does. */
export function Mend({ id }: { id: 'a' | 'b' }) {
  const { advice } = useStores();
  const scenario = useScenario((state) => state.scenario);
  const [found, setFound] = useState<{ scenario: Scenario; mend: Found | null } | null>(null);
  useEffect(() => {
    let wanted = true;
    // A worker that dies meanwhile says so itself.
    mendOf(advice.estimate, scenario, id).then(
      (mend) => wanted && setFound({ scenario, mend }),
      () => undefined,
    );
    return () => {
      wanted = false;
    };
  }, [advice, id, scenario]);
  if (found?.scenario !== scenario) return null;
  const { mend } = found;
  if (mend === null) return <p className="hint">No number of chips alone would make it fit.</p>;
  return (
    <>
      <FixButton id={id} fixes={mend.fixes} />
      {mend.overloaded && <small>It would then still be overloaded at this load.</small>}
    </>
  );
}
