import { useId, type ReactNode } from 'react';
import type { Parsed } from '../../scenario/field';
import { MOST_CHIPS } from '../../scenario/pool-choice';
import { parseQuantity } from '../../scenario/quantity';
import type { PoolChoice } from '../../scenario/scenario';
import { cautionOf, countAfterChange, type ChipGroup } from '../chip-choice';
import { useScenario } from '../use-stores';
import { TypedField } from './typed-field';

/** Chip and number of chips of one pool, wherever it is chosen; both apply at once. */
export function PoolPicker(props: {
  title: string;
  /** What the controls are called: the title and where it is. */
  name: string;
  chips: readonly ChipGroup[];
  choice: PoolChoice;
  /** Stands behind the title. */
  reset?: ReactNode;
  /** Stands behind the chip. */
  beside?: ReactNode;
  onChange: (choice: PoolChoice) => void;
}) {
  const { title, name, chips, choice, reset, beside, onChange } = props;
  const id = useId();
  const own = useScenario((state) => state.scenario.custom);
  const caution = cautionOf(choice.chip);
  const where = name.startsWith(title) ? name.slice(title.length).trim() : name;
  const step = (by: number) =>
    onChange({ ...choice, count: Math.min(MOST_CHIPS, Math.max(1, choice.count + by)) });
  return (
    <>
      <div className="pool-row">
        <label htmlFor={id}>
          {title} <span className="visually-hidden">{where}</span>
        </label>
        {reset}
        <select
          id={id}
          value={choice.chip}
          onChange={({ target: { value: next } }) =>
            onChange({ chip: next, count: countAfterChange(choice, next, own) })
          }
        >
          {chips.map((group) => (
            <optgroup key={group.label} label={group.label}>
              {group.chips.map((chip) => (
                <option key={chip.id} value={chip.id}>
                  {chip.name}
                </option>
              ))}
            </optgroup>
          ))}
        </select>
        {beside}
      </div>
      <div className="pool-row">
        <span>Count</span>
        <span className="stepper">
          <button type="button" aria-label={`One chip fewer, ${name}`} onClick={() => step(-1)}>
            −
          </button>
          <TypedField
            name={`Count, ${name}`}
            subject={`Count, ${name}`}
            width={7}
            value={String(choice.count)}
            parse={parseCount}
            onText={(text) => {
              const parsed = parseCount(text);
              if (parsed.ok) onChange({ ...choice, count: parsed.value });
            }}
          />
          <button type="button" aria-label={`One chip more, ${name}`} onClick={() => step(1)}>
            +
          </button>
        </span>
      </div>
      {caution && <p className="hint">{caution}</p>}
    </>
  );
}

function parseCount(text: string): Parsed<number> {
  const value = parseQuantity(text.trim());
  if (Number.isInteger(value) && value >= 1 && value <= MOST_CHIPS) return { ok: true, value };
  return { ok: false, why: 'is not a whole number from 1 to 100,000 chips' };
}
