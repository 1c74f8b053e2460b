import { useShallow } from 'zustand/react/shallow';
import { FIELDS } from '../../scenario/fields';
import { loadKey, loadOf } from '../../scenario/load';
import { AXES, axisOf } from '../axes';
import { ratioGlance } from './ratio-glance';
import { useRun, useScenario } from '../use-stores';
import { SliderField } from './slider-field';

/** The three sliders that need nothing but their field. A loaded trace brings its own values for all of them. */
export function ContextField() {
  const text = useScenario((state) => FIELDS.ctx.print(state.scenario.ctx));
  const trace = useRun((state) => state.trace);
  return <SliderField axis={AXES.context} field={FIELDS.ctx} text={text} trace={trace} />;
}

export function RatioField() {
  const io = useScenario((state) => state.scenario.io);
  const trace = useRun((state) => state.trace);
  return (
    <SliderField
      axis={AXES.ratio}
      field={FIELDS.io}
      text={FIELDS.io.print(io)}
      glance={ratioGlance(io)}
      trace={trace}
    />
  );
}

export function LoadField() {
  const load = useScenario(useShallow(({ scenario: { rps, conc } }) => ({ rps, conc })));
  const trace = useRun((state) => state.trace);
  return (
    <SliderField
      axis={axisOf('load', load, trace)}
      field={FIELDS[loadKey(load, trace)]}
      text={String(loadOf(load))}
      trace={trace}
    />
  );
}
