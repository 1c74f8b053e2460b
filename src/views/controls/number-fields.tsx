import { FIELDS } from '../../scenario/fields';
import { AXES } from '../axes';
import { useRun, useScenario } from '../use-stores';
import { SliderField } from './slider-field';

/** The three sliders that need nothing but their field. A loaded trace brings its own values for all of them. */
const useFromTrace = () => useRun((state) => state.trace !== null);

export function ContextField() {
  const text = useScenario((state) => FIELDS.ctx.print(state.scenario.ctx));
  return <SliderField axis={AXES.context} text={text} field={FIELDS.ctx} disabled={useFromTrace()} />;
}

export function RatioField() {
  const text = useScenario((state) => FIELDS.io.print(state.scenario.io));
  return <SliderField axis={AXES.ratio} text={text} field={FIELDS.io} disabled={useFromTrace()} />;
}

export function LoadField() {
  const text = useScenario((state) => FIELDS.rps.print(state.scenario.rps));
  return <SliderField axis={AXES.load} text={text} field={FIELDS.rps} disabled={useFromTrace()} />;
}
