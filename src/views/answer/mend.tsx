import { useCallback } from 'react';
import type { Scenario } from '../../scenario/scenario';
import { useStores } from '../use-stores';
import { Advised } from './advised';
import { ChangeButton } from './change-button';
import { architectureFor, changeOf, takenBack } from './change-of';
import { FixButton } from './fix-button';
import { mendOf } from './mend-of';
import { useAtRest } from './use-at-rest';

/** One button that makes a side fit: chips of every pool, else one other field; or a line that says why there is none. */
export function Mend({ id }: { id: 'a' | 'b' }) {
  const { advice: adviser } = useStores();
  const search = useCallback(
    async (scenario: Scenario, signal: AbortSignal) => {
      const advice = await adviser();
      // What could not even be asked for: its reason names the part, and chips of the wrong kind may have a place elsewhere.
      if ((await advice.estimate(scenario, id)) === null)
        return (await takenBack(advice, scenario, id)) ?? architectureFor(advice, scenario, id);
      const mend = await mendOf(advice, scenario, id, signal);
      return mend ?? (await changeOf(advice, scenario, id, signal)) ?? 'nothing';
    },
    [adviser, id],
  );
  return (
    <Advised advice={useAtRest(search)}>
      {(found) => {
        if (found === null) return null;
        if (found === 'nothing')
          return (
            <p className="hint">
              No number of chips and no other field alone would make it fit; another chip, architecture or
              model may.
            </p>
          );
        return (
          <>
            {'fixes' in found ? (
              <FixButton id={id} fixes={found.fixes} />
            ) : (
              <ChangeButton id={id} change={found} />
            )}
            {'fixes' in found && found.forLoad && (
              <small>The model fits on fewer; this many keep up with the load, too.</small>
            )}
            {found.overloaded && (
              <small>
                It then fits, but is overloaded: lower the load too, or choose another chip or architecture.
              </small>
            )}
          </>
        );
      }}
    </Advised>
  );
}
