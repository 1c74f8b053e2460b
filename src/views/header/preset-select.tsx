import { useId } from 'react';
import { presetById, PRESETS, type Preset } from '../../scenario/presets';
import { placeOf } from '../../share/story';
import { useRun, useScenario, useStores } from '../use-stores';

const OWN = '';

/** The preset whose story this is a step of; null as soon as one control has moved or a trace sends the requests. */
export function usePreset(): Preset | null {
  const trace = useRun((state) => state.trace !== null);
  const preset = useScenario((state) => placeOf(state.scenario)?.preset ?? null);
  return trace ? null : preset;
}

export function PresetSelect({ preset }: { preset: Preset | null }) {
  const { scenario: store } = useStores();
  const id = useId();

  const choose = (chosen: string) => {
    const next = presetById(chosen)?.scenario;
    if (next) store.getState().choose(next);
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
