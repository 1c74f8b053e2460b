import { Suspense } from 'react';
import { LaterLoadedTrace } from '../later';
import { useRun } from '../use-stores';
import { ClusterField } from './cluster-field';
import { CompareRow } from './compare-row';
import { PANEL_GROUPS } from './field-groups';
import { GroupFold } from './group-fold';
import { HistoryButtons } from './history-buttons';
import { ModelField } from './model-field';
import { ContextField, LoadField, RatioField } from './number-fields';
import { TracePanel } from './trace-panel';

/** What is asked: four sliders and two rows of cards; everything else folds open. Every change applies at once. */
export function ScenarioPanel() {
  const trace = useRun((state) => state.trace);
  return (
    <section className="scenario" aria-labelledby="scenario-title">
      <div className="scenario-head">
        <h2 id="scenario-title">Scenario</h2>
        <HistoryButtons />
      </div>
      <Suspense>{trace && <LaterLoadedTrace trace={trace} />}</Suspense>
      <ContextField />
      <ModelField />
      <RatioField />
      <LoadField />
      <ClusterField id="a" />
      <ClusterField id="b" />
      <CompareRow />
      <div className="more">
        {PANEL_GROUPS.map((group) => (
          <GroupFold key={group.id} group={group} />
        ))}
      </div>
      <TracePanel />
    </section>
  );
}
