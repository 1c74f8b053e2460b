import { useId } from 'react';
import { encode } from '../../scenario/codec';
import { presetById, PRESETS, type Preset } from '../../scenario/presets';
import type { Scenario } from '../../scenario/scenario';
import { useScenario, useStores } from '../use-stores';

const OWN = '';

/** The same question, whatever part of the page shows it. */
function asked(scenario: Scenario): string {
  return encode({ ...scenario, view: 'full', layout: 'page', embed: false });
}

const ASKED = new Map(PRESETS.map((preset) => [asked(preset.scenario), preset.id]));

/** The preset that the scenario is, unchanged; null as soon as one control has moved. */
export function usePreset(): Preset | null {
  return useScenario((state) => presetById(ASKED.get(asked(state.scenario)) ?? ''));
}

export function PresetSelect({ preset }: { preset: Preset | null }) {
  const { scenario: store } = useStores();
  const id = useId();

  const choose = (chosen: string) => {
    const { scenario, replace } = store.getState();
    const next = presetById(chosen)?.scenario;
    const { view, layout, embed } = scenario;
    if (next) replace({ ...next, view, layout, embed }, []);
  };

  return (
    <span className="preset">
      <label htmlFor={id} className="visually-hidden">
        Preset
      </label>
      <select id={id} value={preset?.id ?? OWN} onChange={(event) => choose(event.target.value)}>
        {!preset && <option value={OWN}>Your scenario</option>}
        {PRESETS.map(({ id: value, title }) => (
          <option key={value} value={value}>
            {title}
          </option>
        ))}
      </select>
    </span>
  );
}
