import { useScenario, useStores } from '../use-stores';
import { ResetIcon } from '../icons';
import type { Field } from '../../scenario/field';
import { isChanged } from './field-groups';

/** Back to the default; there only when some of the fields is not at it. */
export function ResetButton(props: { label: string; fields: readonly Field<unknown>[] }) {
  const { label, fields } = props;
  const { scenario: store } = useStores();
  const changed = useScenario((state) => fields.some((field) => isChanged(field, state.scenario)));
  if (!changed) return null;
  const reset = () => {
    for (const field of fields) store.getState().setText(field.key, null);
  };
  return <ResetHere label={label} onReset={reset} />;
}

/** The button alone, where what it resets is less than a field. */
export function ResetHere({ label, onReset }: { label: string; onReset: () => void }) {
  return (
    <button
      type="button"
      className="reset"
      aria-label={`Reset ${label}`}
      title={`Reset ${label}`}
      onClick={(event) => {
        // The button is gone in a moment; the row's control keeps the keyboard where it was.
        const row = event.currentTarget.parentElement?.closest(
          '.slider-field, .field-row, .pool-row, .cluster',
        );
        onReset();
        row?.querySelector<HTMLElement>('input, select')?.focus();
      }}
    >
      <ResetIcon />
    </button>
  );
}
