import { modelById } from '../../data/catalog';
import { MODEL_CHOICES, ownChoices } from '../model-choice';
import { useScenario } from '../use-stores';

/** One model of the catalogue or of the scenario; '' stands for none named, in the words of `none`. */
export function ModelSelect(props: {
  name: string;
  value: string | null;
  /** Absent: a model must be named. */
  none?: string;
  onChange: (id: string | null) => void;
}) {
  const { name, value, none, onChange } = props;
  const own = useScenario((state) => state.scenario);
  const offered = [...ownChoices(own), ...[...MODEL_CHOICES].sort((p, q) => p.parameters - q.parameters)];
  // A link may name what the list does not offer; that stays a choice of its own.
  const unlisted = value === null || offered.some(({ id }) => id === value) ? null : modelById(value);
  return (
    <select
      aria-label={name}
      value={value ?? ''}
      onChange={({ target }) => onChange(target.value === '' ? null : target.value)}
    >
      {none !== undefined && <option value="">{none}</option>}
      {unlisted && <option value={unlisted.id}>{unlisted.name}</option>}
      {offered.map((model) => (
        <option key={model.id} value={model.id}>
          {model.name}
        </option>
      ))}
    </select>
  );
}
