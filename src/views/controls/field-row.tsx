import { useState } from 'react';
import type { Field } from '../../scenario/field';
import { docOf } from '../../scenario/field-docs';
import { fullStop } from '../full-stop';
import { useDegrees } from '../degrees';
import { Term } from '../term';
import { useScenario, useStores } from '../use-stores';
import { choiceName, sideOfField, textOf } from './field-groups';
import { FieldSlider } from './field-slider';
import { isOfUse } from './of-use';
import { placeholderOf } from './placeholder-of';
import { ResetButton } from './reset-button';
import { TypedField } from './typed-field';

type AnyField = Field<unknown>;

/**
 * One row of the field table as a control: a choice, a switch, a slider with its typed twin, or a text; with the row's
 * line of documentation as help and its own words for what it cannot take. Nothing where the field does not apply.
 */
export function FieldRow({ field }: { field: AnyField }) {
  const { scenario: store } = useStores();
  const text = useScenario(({ scenario }) => (isOfUse(field, scenario) ? textOf(field, scenario) : null));
  /** What was accepted and yet cannot be done, in the words of the field. */
  const [remark, setRemark] = useState<{ text: string; message: string } | null>(null);
  if (text === null) return null;

  const name = nameOf(field);
  const change = (next: string) => {
    const asked = next.trim() === '' ? null : next;
    const message = store.getState().setText(field.key, asked);
    setRemark(message === null ? null : { text: next, message });
  };
  return (
    <div className="field-block">
      <div className="field-row">
        <span className="field-name">
          <Term help={plainDoc(field)}>{field.label}</Term>
          <ResetButton label={name} fields={[field]} />
        </span>
        <Control field={field} name={name} text={text} onChange={change} />
      </div>
      {field.slider && !field.offered && <FieldSlider field={field as Field<number>} name={name} />}
      {remark?.text === text && <p className="hint">{fullStop(remark.message)}</p>}
    </div>
  );
}

export function nameOf(field: AnyField): string {
  const side = sideOfField(field);
  return side === null ? field.label : `${field.label} of ${side.toUpperCase()}`;
}

/** The line of the format's documentation without its marks for code. */
export function plainDoc(field: AnyField): string {
  return docOf(field).replaceAll('`', '');
}

interface ControlProps {
  field: AnyField;
  name: string;
  text: string;
  onChange: (text: string) => void;
}

function Control({ field, name, text, onChange }: ControlProps) {
  const placeholder = useScenario((state) => placeholderOf(field, state.scenario));
  const degrees = useDegrees(sideOfField(field) ?? 'a');
  const choices = field.choices ?? field.offered;
  if (field.json === 'boolean') {
    return (
      <input
        type="checkbox"
        className="switch"
        aria-label={name}
        checked={text === '1'}
        onChange={(event) => onChange(event.target.checked ? '1' : '0')}
      />
    );
  }
  if (choices) {
    // A link may name what the list does not offer; that stays a choice of its own.
    const all = text === '' || choices.includes(text) ? choices : withOwn(choices, text);
    const none = field.choiceLabels?.[''];
    return (
      <select aria-label={name} value={text} onChange={(event) => onChange(event.target.value)}>
        {(text === '' || none !== undefined) && <option value="">{none ?? 'none'}</option>}
        {all.map((choice) => (
          <option key={choice} value={choice}>
            {choice === 'auto' && text === 'auto' && degrees && field.key.endsWith('.tp')
              ? `auto: ${degrees} now`
              : choiceName(field, choice)}
          </option>
        ))}
      </select>
    );
  }
  return (
    <TypedField
      name={name}
      subject={field.label}
      unit={field.unit}
      width={field.json === 'string' ? 18 : 8}
      value={text}
      placeholder={placeholder}
      parse={(typed) => (typed.trim() === '' ? { ok: true, value: null } : field.parse(typed))}
      onText={onChange}
    />
  );
}

/** A number goes where it belongs among the others. */
function withOwn(choices: readonly string[], text: string): readonly string[] {
  const larger = choices.findIndex((choice) => Number(choice) > Number(text));
  return larger < 0 ? [...choices, text] : choices.toSpliced(larger, 0, text);
}
