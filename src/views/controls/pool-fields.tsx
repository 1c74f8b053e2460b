import { useId } from 'react';
import type { ArchitectureId } from '../../engine/input';
import { isSinglePool, singlePoolKey } from '../../scenario/defaults';
import type { Parsed } from '../../scenario/field';
import { FIELDS } from '../../scenario/fields';
import { MOST_CHIPS } from '../../scenario/pool-choice';
import { parseQuantity } from '../../scenario/quantity';
import type { PoolChoice } from '../../scenario/scenario';
import { cautionOf, chipsFor, countAfterChange } from '../chip-choice';
import { SearchIcon } from '../icons';
import { useScenario, useStores } from '../use-stores';
import { ResetButton } from './reset-button';
import { TypedField } from './typed-field';

/** Chip and number of chips of one pool; both apply at once. */
export function PoolFields(props: {
  side: 'A' | 'B';
  title: string;
  pool: 'prefill' | 'decode';
  architecture: ArchitectureId;
  choice: PoolChoice;
  onChange: (choice: PoolChoice) => void;
}) {
  const { side, title, pool, architecture, choice, onChange } = props;
  const id = useId();
  const own = useScenario((state) => state.scenario.custom);
  const { view } = useStores();
  const row = rowOf(side, architecture, pool);
  const caution = cautionOf(choice.chip);
  const step = (by: number) =>
    onChange({ ...choice, count: Math.min(MOST_CHIPS, Math.max(1, choice.count + by)) });
  return (
    <div className="pool">
      <div className="pool-row">
        <label htmlFor={id}>
          {title} <span className="visually-hidden">of {side}</span>
        </label>
        <ResetButton label={`${title} of ${side}`} fields={[row]} />
        <select
          id={id}
          value={choice.chip}
          onChange={({ target: { value: next } }) =>
            onChange({ chip: next, count: countAfterChange(choice, next, own) })
          }
        >
          {chipsFor(architecture, pool, choice.chip, own).map((group) => (
            <optgroup key={group.label} label={group.label}>
              {group.chips.map((chip) => (
                <option key={chip.id} value={chip.id}>
                  {chip.name}
                </option>
              ))}
            </optgroup>
          ))}
        </select>
        <button
          type="button"
          className="button-plain"
          aria-label={`Search chips, ${title} of ${side}`}
          title="Search chips: figures, sources, prices"
          onClick={() =>
            view.getState().set({
              catalogue: { shelf: 'chips', slot: { side: side === 'A' ? 'a' : 'b', pool } },
            })
          }
        >
          <SearchIcon />
        </button>
      </div>
      <div className="pool-row">
        <span>Count</span>
        <span className="stepper">
          <button type="button" aria-label={`One chip fewer, ${title} of ${side}`} onClick={() => step(-1)}>
            −
          </button>
          <TypedField
            name={`Count, ${title} of ${side}`}
            subject={`Count, ${title} of ${side}`}
            width={7}
            value={String(choice.count)}
            parse={parseCount}
            onText={(text) => {
              const parsed = parseCount(text);
              if (parsed.ok) onChange({ ...choice, count: parsed.value });
            }}
          />
          <button type="button" aria-label={`One chip more, ${title} of ${side}`} onClick={() => step(1)}>
            +
          </button>
        </span>
      </div>
      {caution && <p className="hint">{caution}</p>}
    </div>
  );
}

/** The row of the table that holds this pool: a single pool has one key whatever it does. */
function rowOf(side: 'A' | 'B', architecture: ArchitectureId, pool: 'prefill' | 'decode') {
  const phase = isSinglePool(architecture) ? singlePoolKey(architecture) : pool;
  return FIELDS[`${side === 'A' ? 'a' : 'b'}.${phase}` as const];
}

function parseCount(text: string): Parsed<number> {
  const value = parseQuantity(text.trim());
  if (Number.isInteger(value) && value >= 1 && value <= MOST_CHIPS) return { ok: true, value };
  return { ok: false, why: 'is not a whole number from 1 to 100,000 chips' };
}
