import type { ArchitectureId } from '../../engine/input';
import { isSinglePool, singlePoolKey } from '../../scenario/defaults';
import { FIELDS } from '../../scenario/fields';
import type { PoolChoice } from '../../scenario/scenario';
import { chipsFor } from '../chip-choice';
import { SearchIcon } from '../icons';
import { useScenario, useStores } from '../use-stores';
import { PoolPicker } from './pool-picker';
import { ResetButton } from './reset-button';

/** A pool of a side's architecture. */
export function PoolFields(props: {
  side: 'A' | 'B';
  title: string;
  pool: 'prefill' | 'decode';
  architecture: ArchitectureId;
  choice: PoolChoice;
  onChange: (choice: PoolChoice) => void;
}) {
  const { side, title, pool, architecture, choice, onChange } = props;
  const own = useScenario((state) => state.scenario.custom);
  const { view } = useStores();
  const name = `${title} of ${side}`;
  return (
    <div className="pool">
      <PoolPicker
        title={title}
        name={name}
        chips={chipsFor(architecture, pool, choice.chip, own)}
        choice={choice}
        onChange={onChange}
        reset={<ResetButton label={name} fields={[rowOf(side, architecture, pool)]} />}
        beside={
          <button
            type="button"
            className="button-plain"
            aria-label={`Search chips, ${name}`}
            title="Search chips: figures, sources, prices"
            onClick={() =>
              view.getState().set({
                catalogue: { shelf: 'chips', slot: { side: side === 'A' ? 'a' : 'b', pool } },
              })
            }
          >
            <SearchIcon />
          </button>
        }
      />
    </div>
  );
}

/** The row of the table that holds this pool: a single pool has one key whatever it does. */
function rowOf(side: 'A' | 'B', architecture: ArchitectureId, pool: 'prefill' | 'decode') {
  const phase = isSinglePool(architecture) ? singlePoolKey(architecture) : pool;
  return FIELDS[`${side === 'A' ? 'a' : 'b'}.${phase}` as const];
}
