import { ClusterField } from './cluster-field';
import { ModelField } from './model-field';
import { ContextField, LoadField, RatioField } from './number-fields';
import { FormatFields, WorkloadFields } from './run-fields';
import { LoadedTrace, TracePanel } from './trace-panel';

/** What is asked: four sliders and two rows of cards; everything else folds open. Every change applies at once. */
export function ScenarioPanel() {
  return (
    <section className="scenario" aria-labelledby="scenario-title">
      <h2 id="scenario-title" className="visually-hidden">
        Scenario
      </h2>
      <LoadedTrace />
      <ContextField />
      <ModelField />
      <RatioField />
      <LoadField />
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
