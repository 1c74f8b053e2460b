import { memo, useCallback, useId } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { modelById } from '../../data/catalog';
import type { Custom } from '../../scenario/custom';
import { FIELDS } from '../../scenario/fields';
import { parameters } from '../../units/format';
import { isMixture, kindPatch, MODEL_CHOICES, ownChoices, sizeOf, type ModelChoice } from '../model-choice';
import { Segmented } from '../segmented';
import { useScenario, useStores } from '../use-stores';
import { TypedField } from './typed-field';

const GENERIC = '';

const KINDS = [
  { value: 'dense', label: 'Dense' },
  { value: 'moe', label: 'MoE' },
] as const;

/** Which model it is: by name from the catalogue, or dense or a mixture of the size that the slider says. */
export function ModelRows() {
  const { scenario: store } = useStores();
  const asked = useScenario(
    useShallow(({ scenario: { model, size, moe, custom } }) => ({ model, size, moe, custom })),
  );
  const mixture = isMixture(asked);
  const id = useId();
  const set = store.getState().set;
  const setKind = useCallback(
    (kind: 'dense' | 'moe') => set(kindPatch(store.getState().scenario, kind === 'moe')),
    [store, set],
  );

  return (
    <>
      <div className="model-row">
        <label htmlFor={id} className="visually-hidden">
          Model
        </label>
        <select
          id={id}
          value={asked.model ?? GENERIC}
          onChange={(event) =>
            set(
              event.target.value === GENERIC
                ? kindPatch(asked, mixture)
                : { model: event.target.value, size: null, moe: null },
            )
          }
        >
          <Offered mixture={mixture} custom={asked.custom} />
          <Unlisted id={asked.model} />
        </select>
        <Segmented
          label="Kind of model"
          value={mixture ? 'moe' : 'dense'}
          options={KINDS}
          onChange={setKind}
        />
      </div>
      {asked.moe !== null && (
        <div className="field-row">
          <span>{FIELDS.moe.label}</span>
          <TypedField
            name={FIELDS.moe.label}
            subject={FIELDS.moe.label}
            unit={FIELDS.moe.unit}
            value={FIELDS.moe.print(asked.moe)}
            parse={(text) => smaller(FIELDS.moe.parse(text), sizeOf(asked))}
            onText={(text) => {
              const parsed = FIELDS.moe.parse(text);
              if (parsed.ok) set({ moe: parsed.value });
            }}
          />
        </div>
      )}
    </>
  );
}

/** The same list while the size moves. */
const Offered = memo(function Offered({ mixture, custom }: { mixture: boolean; custom: Custom }) {
  return (
    <>
      <option value={GENERIC}>{mixture ? 'Generic mixture' : 'Generic dense model'}</option>
      <Models label="Yours" models={ownChoices({ custom })} />
      <Models label="Dense" models={MODEL_CHOICES.filter((model) => !model.mixture)} />
      <Models label="Mixture of experts" models={MODEL_CHOICES.filter((model) => model.mixture)} />
    </>
  );
});

function smaller(parsed: ReturnType<typeof FIELDS.moe.parse>, total: number): typeof parsed {
  if (!parsed.ok || parsed.value < total) return parsed;
  return { ok: false, why: `is not smaller than the whole model, ${parameters(total)}` };
}

function Models({ label, models }: { label: string; models: ModelChoice[] }) {
  if (models.length === 0) return null;
  const bySize = [...models].sort((p, q) => p.parameters - q.parameters);
  return (
    <optgroup label={label}>
      {bySize.map((model) => (
        <option key={model.id} value={model.id}>
          {model.name}
        </option>
      ))}
    </optgroup>
  );
}

/** A model that is not offered but was named by a link. */
function Unlisted({ id }: { id: string | null }) {
  const model = id === null || MODEL_CHOICES.some((choice) => choice.id === id) ? null : modelById(id);
  return model && <option value={model.id}>{model.name}</option>;
}
