import type { KvFormat, WeightFormat } from '../../engine/input';
import type { Field } from '../../scenario/field';
import { FIELDS } from '../../scenario/fields';
import { workloadById, WORKLOADS } from '../../scenario/workloads';
import { Fold } from '../fold';
import { useScenario, useStores } from '../use-stores';
import { ChoiceField } from './choice-field';
import { TypedField } from './typed-field';

const WEIGHT_LABELS: Record<WeightFormat | 'auto', string> = {
  auto: 'auto: as published if ≤ 8 bits, else fp8',
  bf16: 'bf16, 16 bits',
  fp16: 'fp16, 16 bits',
  fp8: 'fp8, 8 bits',
  fp8b: 'fp8 in blocks, 8 bits',
  int8: 'int8, 8 bits',
  int4: 'int4, 4.1 bits',
  mxfp4: 'mxfp4, 4.25 bits',
  nvfp4: 'nvfp4, 4.5 bits',
  'mxfp4-experts': 'mxfp4 experts, rest bf16',
};

const KV_LABELS: Record<KvFormat, string> = {
  bf16: 'bf16, 16 bits',
  fp8: 'fp8, 8 bits',
  int4: 'int4, 4.5 bits',
};

const options = <T extends string>(labels: Record<T, string>) =>
  (Object.entries(labels) as [T, string][]).map(([value, label]) => ({ value, label }));

/** Number formats, for both clusters: a race on the same model. */
export function FormatFields() {
  const { scenario: store } = useStores();
  const { fmt, kv } = useScenario((state) => state.scenario);
  return (
    <Fold id="formats" summary={`Weights ${fmt}, KV ${kv}`}>
      <ChoiceField
        label={FIELDS.fmt.label}
        value={fmt}
        options={options(WEIGHT_LABELS)}
        onChange={(text) => {
          const parsed = FIELDS.fmt.parse(text);
          if (parsed.ok) store.getState().set({ fmt: parsed.value });
        }}
      />
      <ChoiceField
        label={FIELDS.kv.label}
        value={kv}
        options={options(KV_LABELS)}
        onChange={(text) => {
          const parsed = FIELDS.kv.parse(text);
          if (parsed.ok) store.getState().set({ kv: parsed.value });
        }}
      />
    </Fold>
  );
}

/** Shape of the traffic, and how much of it is simulated. */
export function WorkloadFields() {
  const { scenario: store } = useStores();
  const { workload, requests, seed } = useScenario((state) => state.scenario);
  const preset = workloadById(workload);
  const set = store.getState().set;
  return (
    <Fold id="workload" summary={`${preset?.label ?? workload}, ${FIELDS.n.print(requests)} requests`}>
      <ChoiceField
        label={FIELDS.workload.label}
        value={workload}
        options={WORKLOADS.map(({ id, label }) => ({ value: id, label }))}
        onChange={(id) => set({ workload: id })}
      />
      {preset && <p className="hint">{preset.source}.</p>}
      <NumberRow field={FIELDS.n} value={requests} onValue={(value) => set({ requests: value })} />
      <NumberRow field={FIELDS.seed} value={seed} onValue={(value) => set({ seed: value })} />
      <p className="hint">{FIELDS.seed.doc}</p>
    </Fold>
  );
}

function NumberRow(props: { field: Field<number>; value: number; onValue: (value: number) => void }) {
  const { field, value, onValue } = props;
  return (
    <div className="field-row">
      <span>{field.label}</span>
      <TypedField
        name={field.label}
        subject={field.label}
        value={field.print(value)}
        parse={(text) => field.parse(text)}
        onText={(text) => {
          const parsed = field.parse(text);
          if (parsed.ok) onValue(parsed.value);
        }}
      />
    </div>
  );
}
