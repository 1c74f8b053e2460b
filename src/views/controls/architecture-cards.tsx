import { useId } from 'react';
import type { ArchitectureId } from '../../engine/input';
import { ARCHITECTURES } from '../../scenario/defaults';
import { ARCHITECTURE_TEXT } from '../architectures';
import { useTip } from '../term';
import { ArchitectureIcon } from './architecture-icon';

export type ArchitectureChoice = ArchitectureId | 'none';

/** One side's architecture as a row of cards: native radio buttons under pictures, so arrows and labels just work. */
export function ArchitectureCards(props: {
  label: string;
  value: ArchitectureChoice;
  mayBeNone: boolean;
  disabled: boolean;
  onChange: (choice: ArchitectureChoice) => void;
}) {
  const { label, value, mayBeNone, disabled, onChange } = props;
  const name = useId();
  const choices: readonly ArchitectureChoice[] = mayBeNone ? [...ARCHITECTURES, 'none'] : ARCHITECTURES;
  return (
    <div role="radiogroup" aria-label={label} className="cards">
      {choices.map((id) => (
        <Card
          key={id}
          id={id}
          name={name}
          checked={id === value}
          disabled={disabled}
          onChoose={() => onChange(id)}
        />
      ))}
    </div>
  );
}

/** A card says on hover and on focus what it stands for. */
function Card(props: {
  id: ArchitectureChoice;
  name: string;
  checked: boolean;
  disabled: boolean;
  onChoose: () => void;
}) {
  const { id, name, checked, disabled, onChoose } = props;
  const { short, long } = id === 'none' ? NONE : ARCHITECTURE_TEXT[id];
  const { tip, describes, handlers } = useTip(long);
  return (
    <>
      <label className="card" {...handlers}>
        <input
          type="radio"
          name={name}
          value={id}
          checked={checked}
          disabled={disabled}
          aria-describedby={describes}
          onChange={onChoose}
        />
        <ArchitectureIcon id={id} />
        <span>{short}</span>
      </label>
      {tip}
    </>
  );
}

const NONE = { short: 'None', long: 'Cluster A alone.' };
