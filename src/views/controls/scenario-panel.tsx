import { usePreset } from '../header/preset-select';
import { useRun } from '../use-stores';
import { ClusterField } from './cluster-field';
import { ModelField } from './model-field';
import { ContextField, LoadField, RatioField } from './number-fields';
import { FormatFields, WorkloadFields } from './run-fields';
import { TracePanel } from './trace-panel';

/** What is asked: four sliders and two rows of cards; everything else folds open. Every change applies at once. */
export function ScenarioPanel() {
  const preset = usePreset();
  const fromTrace = useRun((state) => state.trace !== null);
  return (
    <section className="scenario" aria-labelledby="scenario-title">
      <h2 id="scenario-title" className="visually-hidden">
        Scenario
      </h2>
      {preset && <p className="claim">{preset.claim}</p>}
      <ContextField />
      <ModelField />
      <RatioField />
      <LoadField />
      {fromTrace && (
        <p className="hint">Context, ratio and load come from the trace; remove it to set them.</p>
      )}
      <ClusterField id="a" />
      <ClusterField id="b" />
      <div className="more">
        <FormatFields />
        <WorkloadFields />
      </div>
      <TracePanel />
    </section>
  );
}
