import { useMemo } from 'react';
import type { Field } from '../../scenario/field';
import { logScale } from '../log-scale';
import { useScenario, useStores } from '../use-stores';
import { SliderTrack } from './slider-track';

const LINEAR_STEPS = 100;

/** The slider of any numeric row that offers one, over the part of the range that the row names. */
export function FieldSlider({ field, name }: { field: Field<number>; name: string }) {
  const { scenario: store } = useStores();
  const value = useScenario((state) => field.get(state.scenario) ?? field.default(state.scenario));
  const scale = useMemo(() => scaleOf(field), [field]);
  const position = value === null ? scale.first : scale.toPosition(value);
  const share = (position - scale.first) / (scale.last - scale.first);
  return (
    <SliderTrack share={share}>
      <input
        type="range"
        aria-label={`${name}, slider`}
        aria-valuetext={value === null ? 'none' : `${field.print(value)} ${field.unit}`.trim()}
        min={scale.first}
        max={scale.last}
        step={1}
        value={position}
        onChange={(event) => {
          const next = scale.fromPosition(Number(event.target.value));
          const whole = field.range?.whole === true ? Math.round(next) : next;
          store.getState().setText(field.key, field.print(whole));
        }}
      />
    </SliderTrack>
  );
}

interface Scale {
  first: number;
  last: number;
  toPosition: (value: number) => number;
  fromPosition: (position: number) => number;
}

function scaleOf({ slider, range }: Field<number>): Scale {
  const { min, max } = slider ?? range ?? { min: 0, max: 1 };
  if (range?.log && min > 0) return logScale(min, max, 10, 20);
  const step = (max - min) / LINEAR_STEPS;
  const within = (position: number) => Math.max(0, Math.min(LINEAR_STEPS, Math.round(position)));
  return {
    first: 0,
    last: LINEAR_STEPS,
    toPosition: (value) => within((value - min) / step),
    // Seven digits: 0.1 steps must not carry binary noise into a link.
    fromPosition: (position) => Number((min + within(position) * step).toPrecision(7)),
  };
}
