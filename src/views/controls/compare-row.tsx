import { useScenario, useStores } from '../use-stores';

/** What is done with two sides at once; where a lock forbids it, that is said. */
export function CompareRow() {
  const { scenario: store } = useStores();
  const withB = useScenario((state) => state.scenario.b !== null);
  const lockedA = useScenario((state) => state.locked.a);
  const lockedB = useScenario((state) => state.locked.b);
  return (
    <div className="compare-row">
      <button
        type="button"
        className="button-small"
        disabled={!withB || lockedA || lockedB}
        onClick={() => store.getState().swap()}
      >
        Swap A and B
      </button>
      <button
        type="button"
        className="button-small"
        disabled={lockedB}
        onClick={() => store.getState().copy('a', 'b')}
      >
        Copy A to B
      </button>
      {(lockedA || lockedB) && <small>{lockedB ? 'B' : 'A'} is locked</small>}
    </div>
  );
}
