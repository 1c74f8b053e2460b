import { useScenario, useStores } from '../use-stores';
import type { Change } from './change-of';
import { readOn } from './read-on';

/** Sets the one field that makes a side fit, and says what else that touches. */
export function ChangeButton({ id, change }: { id: 'a' | 'b'; change: Change }) {
  const { scenario: store } = useStores();
  const locked = useScenario((state) => state.locked[id]);
  const both = useScenario((state) => state.scenario.b !== null) && !change.ofSide;
  return (
    <>
      <button
        type="button"
        className="button"
        disabled={locked && change.ofSide}
        onClick={() => {
          store.getState().set(change.patch);
          readOn();
        }}
      >
        {change.words}
      </button>
      {both && <small>It is then so on both sides.</small>}
      {change.ofFormat && <small>What fewer bits do to the answers is not modelled.</small>}
    </>
  );
}
