import { useId } from 'react';
import type { ArchitectureId } from '../../engine/input';
import { ARCHITECTURES } from '../../scenario/defaults';
import { ARCHITECTURE_TEXT } from '../architectures';
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
        <label key={id} className="card" title={id === 'none' ? undefined : ARCHITECTURE_TEXT[id].long}>
          <input
            type="radio"
            name={name}
            value={id}
            checked={id === value}
            disabled={disabled}
            onChange={() => onChange(id)}
          />
          <ArchitectureIcon id={id} />
          <span>{id === 'none' ? 'None' : ARCHITECTURE_TEXT[id].short}</span>
        </label>
      ))}
    </div>
  );
}
