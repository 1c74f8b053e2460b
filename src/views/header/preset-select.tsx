import { useId } from 'react';
import { presetById, PRESETS, type Preset } from '../../scenario/presets';
import { placeOf, type Place } from '../../share/story';
import { useRun, useScenario, useStores } from '../use-stores';

const OWN = '';

/** The step of a story that this is; null as soon as one control has moved or a trace sends the requests. */
export function usePlace(): Place | null {
  const trace = useRun((state) => state.trace !== null);
  const place = useScenario((state) => placeOf(state.scenario));
  return trace ? null : place;
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
