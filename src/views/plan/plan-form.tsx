import { useId, useState, type SyntheticEvent } from 'react';
import { ownPlanChips, planChips } from '../../scenario/plan/family';
import type { PlanOptions } from '../../scenario/plan/plan';
import type { Goal } from '../../scenario/plan/search';
import type { Custom } from '../../scenario/custom';
import type { Scenario } from '../../scenario/scenario';
import { Segmented } from '../segmented';
import { firstPromise, goalOf, type PromiseText } from './plan-promise';

/** What is promised, to whom, and what may be spent. */
export function PlanForm(props: {
  scenario: Pick<Scenario, 'slo' | 'classes' | 'custom'>;
  running: boolean;
  onFind: (goal: Goal, percentile: PlanOptions['percentile'], chip: string | null) => void;
  /** What is typed cannot be searched for: what was found before answers something else. */
  onRefused: () => void;
}) {
  const { scenario, running, onFind, onRefused } = props;
  const [first] = useState(() => firstPromise(scenario));
  const [text, setText] = useState(first);
  const [why, setWhy] = useState('');
  const id = useId();
  const set = (patch: Partial<PromiseText>) => {
    setText({ ...text, ...patch });
    setWhy('');
  };
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    const read = goalOf(text);
    if ('why' in read) {
      setWhy(read.why);
      onRefused();
    } else onFind(read.goal, text.percentile, text.chip === '' ? null : text.chip);
  };
  const isFirst = text.ttft === first.ttft && text.tpot === first.tpot;
  const origin = isFirst
    ? scenario.slo !== null
      ? 'As the scenario promises.'
      : 'The scenario promises nothing; 0.5 s and 30 ms, which are usual for chat, stand here to begin with.'
    : '';
  const said =
    scenario.slo === null && scenario.classes !== null
      ? 'For all classes together; the promises of each are not searched for.'
      : origin;
  return (
    <form className="plan-form" onSubmit={submit} noValidate>
      <Field label="TTFT" unit="s" value={text.ttft} onChange={(ttft) => set({ ttft })} first />
      <Field label="TPOT" unit="ms" value={text.tpot} onChange={(tpot) => set({ tpot })} />
      <Field
        label="Budget"
        unit="$/h"
        placeholder="any"
        value={text.budget}
        onChange={(budget) => set({ budget })}
      />
      <Segmented
        label="Kept for"
        value={text.percentile}
        options={[
          { value: 'p50', label: 'p50' },
          { value: 'p90', label: 'p90' },
          { value: 'p99', label: 'p99' },
        ]}
        onChange={(percentile) => set({ percentile })}
      />
      <ChipChoice value={text.chip} own={scenario.custom} onChange={(chip) => set({ chip })} />
      <button type="submit" className="button" disabled={running} aria-describedby={id}>
        Find clusters
      </button>
      <p id={id} className={why === '' ? 'hint' : 'plan-wrong'} role={why === '' ? undefined : 'alert'}>
        {why === '' ? `${said} An empty field asks for nothing.`.trim() : why}
      </p>
    </form>
  );
}

/** Of what the clusters are built. */
function ChipChoice(props: { value: string; own: Custom; onChange: (chip: string) => void }) {
  const { value, own, onChange } = props;
  const yours = ownPlanChips(own).map(({ id, name }) => ({ id, name: `${name} (yours)` }));
  return (
    <label className="plan-field">
      Chips
      <select value={value} onChange={(event) => onChange(event.target.value)}>
        <option value="">any of the catalogue</option>
        {[...yours, ...planChips()].map(({ id, name }) => (
          <option key={id} value={id}>
            {name} only
          </option>
        ))}
      </select>
    </label>
  );
}

function Field(props: {
  label: string;
  unit: string;
  value: string;
  placeholder?: string;
  first?: boolean;
  onChange: (text: string) => void;
}) {
  const { label, unit, value, placeholder = 'none', first, onChange } = props;
  return (
    <label className="plan-field">
      {label}
      <input
        className="dialog-input"
        inputMode="decimal"
        autoComplete="off"
        placeholder={placeholder}
        value={value}
        data-first-focus={first}
        onChange={(event) => onChange(event.target.value)}
      />
      <span className="unit">{unit}</span>
    </label>
  );
}
