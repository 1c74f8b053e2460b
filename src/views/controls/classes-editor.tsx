import { useState } from 'react';
import { modelById } from '../../data/catalog';
import { CLASS_PRESETS, classPreset, type ClassPreset } from '../../scenario/class-presets';
import type { Parsed } from '../../scenario/field';
import { parseDecimal } from '../../scenario/quantity';
import type { ClassShare } from '../../scenario/scenario';
import { seconds, tokens } from '../../units/format';
import { useScenario, useStores } from '../use-stores';
import { classLengths, mixtureWords, ofMixture, type ClassLengths } from './class-lengths';
import { ModelSelect } from './model-select';
import { RowEditor } from './row-editor';
import { TypedField } from './typed-field';

/** The mixture of requests as rows: which class, how much of it, who answers, and what it is promised. */
export function ClassesEditor() {
  const { scenario: store } = useStores();
  const classes = useScenario((state) => state.scenario.classes) ?? NONE;
  const scenario = useScenario((state) => state.scenario);
  /** The mixture that has just put its lengths in place of others. */
  const [replacedBy, setReplacedBy] = useState<readonly ClassShare[] | null>(null);
  const set = (next: readonly ClassShare[]) => {
    const before = store.getState().scenario;
    store.getState().set({ classes: next.length > 0 ? next : null });
    const { ctx, io, classes: set } = store.getState().scenario;
    if (!ofMixture(before) && (ctx !== before.ctx || io !== before.io)) setReplacedBy(set);
  };
  const words = mixtureWords(scenario, replacedBy === scenario.classes);
  const free = CLASS_PRESETS.filter(({ id }) => classes.every((one) => one.id !== id));
  return (
    <>
      <RowEditor
        label="Classes of requests"
        rows={classes}
        nameOf={({ id }) => classPreset(id)?.label ?? id}
        keyOf={({ id }) => id}
        add="Add a class"
        onAdd={free[0] ? () => set([...classes, { id: free[0]!.id, share: 1, model: null }]) : null}
        onChange={set}
        row={(one, change) => <ClassRow one={one} free={free} onChange={change} />}
      />
      {words !== null && <p className="hint">{words}</p>}
    </>
  );
}

const NONE: readonly ClassShare[] = [];

function ClassRow(props: {
  one: ClassShare;
  free: readonly ClassPreset[];
  onChange: (next: ClassShare) => void;
}) {
  const { one, free, onChange } = props;
  const preset = classPreset(one.id);
  const label = preset?.label ?? one.id;
  const scenario = useScenario((state) => state.scenario);
  const lengths = classLengths(scenario, one.id);
  const usual =
    preset?.model == null ? 'Model: the scenario’s' : (modelById(preset.model)?.name ?? preset.model);
  return (
    <>
      <div className="field-row">
        <select
          aria-label={`Class, ${label}`}
          value={one.id}
          onChange={({ target }) => onChange({ ...one, id: target.value, model: null })}
        >
          {CLASS_PRESETS.filter((other) => other === preset || free.includes(other)).map((other) => (
            <option key={other.id} value={other.id}>
              {other.label}
            </option>
          ))}
        </select>
        <TypedField
          name={`Share of ${label}`}
          subject={`Share of ${label}`}
          unit="parts"
          width={5}
          value={String(one.share)}
          parse={parseShare}
          onText={(text) => {
            const parsed = parseShare(text);
            if (parsed.ok) onChange({ ...one, share: parsed.value });
          }}
        />
      </div>
      <div className="field-row">
        <ModelSelect
          name={`Model of ${label}`}
          value={one.model}
          none={usual}
          onChange={(model) => onChange({ ...one, model })}
        />
      </div>
      {preset && <p className="hint">{presetText(preset, lengths ?? preset)}</p>}
    </>
  );
}

const MOST_SHARE = 1e6;

function parseShare(text: string): Parsed<number> {
  const value = parseDecimal(text.trim());
  if (value > 0 && value <= MOST_SHARE) return { ok: true, value };
  return { ok: false, why: 'is not above 0 and at most 1,000,000' };
}

function presetText({ slo }: ClassPreset, { promptTokens, outputTokens }: ClassLengths): string {
  const lengths = `${tokens(promptTokens)} tokens in, ${tokens(outputTokens)} out`;
  return slo === null
    ? `${lengths}; nothing promised.`
    : `${lengths}; promised the first token in ${seconds(slo.ttft)}, then one each ${seconds(slo.tpot)}.`;
}
