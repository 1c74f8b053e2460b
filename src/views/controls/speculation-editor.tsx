import type { Parsed } from '../../scenario/field';
import { parseDecimal } from '../../scenario/quantity';
import type { SpecChoice } from '../../scenario/scenario';
import { MOST_DRAFTED, USUAL_SPECULATION } from '../../scenario/speculation';
import { chipsOfKind } from '../chip-choice';
import { useScenario, useStores } from '../use-stores';
import { ModelSelect } from './model-select';
import { PoolPicker } from './pool-picker';
import { TypedField } from './typed-field';

/** Draft and verify: how much is drafted, how much of it is right, by which model, and on which chips. */
export function SpeculationEditor({ side }: { side: 'a' | 'b' }) {
  const { scenario: store } = useStores();
  const spec = useScenario((state) => state.scenario[side]?.spec) ?? null;
  const own = useScenario((state) => state.scenario.custom);
  const of = `of ${side.toUpperCase()}`;
  const set = (next: SpecChoice | null) => store.getState().setSide(side, { spec: next });
  return (
    <div className="row-editor" role="group" aria-label={`Draft and verify ${of}`}>
      <Tick
        label="A small model drafts, the large one verifies"
        of={of}
        checked={spec !== null}
        onChange={(on) => set(on ? USUAL_SPECULATION : null)}
      />
      {spec && (
        <div className="row-editor-fields">
          <NumberRow
            label="Tokens drafted"
            of={of}
            value={spec.drafted}
            parse={parseDrafted}
            onValue={(drafted) => set({ ...spec, drafted })}
          />
          <NumberRow
            label="Acceptance, assumed"
            of={of}
            value={spec.acceptance}
            parse={parseAcceptance}
            onValue={(acceptance) => set({ ...spec, acceptance })}
          />
          <div className="field-row">
            <span>Draft model</span>
            <ModelSelect
              name={`Draft model ${of}`}
              value={spec.model}
              onChange={(model) => set({ ...spec, model: model ?? USUAL_SPECULATION.model })}
            />
          </div>
          <Tick
            label="On chips of its own"
            of={of}
            checked={spec.pool !== null}
            onChange={(apart) => set({ ...spec, pool: apart ? { chip: 'h100-sxm', count: 1 } : null })}
          />
          {spec.pool && (
            <PoolPicker
              title="Draft pool"
              name={`Draft pool ${of}`}
              chips={chipsOfKind('any', spec.pool.chip, own)}
              choice={spec.pool}
              onChange={(pool) => set({ ...spec, pool })}
            />
          )}
          <Tick
            label="Draw every round instead of taking the mean"
            of={of}
            checked={spec.sampled}
            onChange={(sampled) => set({ ...spec, sampled })}
          />
        </div>
      )}
    </div>
  );
}

function Tick(props: { label: string; of: string; checked: boolean; onChange: (on: boolean) => void }) {
  const { label, of, checked, onChange } = props;
  return (
    <label className="tier-row">
      <input type="checkbox" checked={checked} onChange={({ target }) => onChange(target.checked)} />
      <span>
        {label} <span className="visually-hidden">{of}</span>
      </span>
    </label>
  );
}

function NumberRow(props: {
  label: string;
  of: string;
  value: number;
  parse: (text: string) => Parsed<number>;
  onValue: (value: number) => void;
}) {
  const { label, of, value, parse, onValue } = props;
  return (
    <div className="field-row">
      <span>{label}</span>
      <TypedField
        name={`${label} ${of}`}
        subject={label}
        width={5}
        value={String(value)}
        parse={parse}
        onText={(text) => {
          const parsed = parse(text);
          if (parsed.ok) onValue(parsed.value);
        }}
      />
    </div>
  );
}

function parseDrafted(text: string): Parsed<number> {
  const value = parseDecimal(text.trim());
  if (Number.isInteger(value) && value >= 0 && value <= MOST_DRAFTED) return { ok: true, value };
  return { ok: false, why: `is not a whole number from 0 to ${String(MOST_DRAFTED)}` };
}

function parseAcceptance(text: string): Parsed<number> {
  const value = parseDecimal(text.trim());
  return value >= 0 && value <= 1 ? { ok: true, value } : { ok: false, why: 'is not from 0 to 1' };
}
