import { Suspense } from 'react';
import { useMedia } from '../flow/use-media';
import { LaterLoadedTrace } from '../later';
import { NARROW } from '../media';
import { Warnings } from '../notices/problems';
import { useRun } from '../use-stores';
import { ClusterField } from './cluster-field';
import { CompareRow } from './compare-row';
import { PANEL_GROUPS } from './field-groups';
import { GroupFold } from './group-fold';
import { HistoryButtons } from './history-buttons';
import { ModelField } from './model-field';
import { ModelRows } from './model-rows';
import { ContextField, LoadField, RatioField } from './number-fields';
import { TracePanel } from './trace-panel';

/**
 * What is asked: four sliders and two rows of cards; everything else folds open. Every change applies at once. On a phone
 * the sliders stay at the foot of the window while what they change is above them (controls.css): what is said of them
 * stands over them there, and the names of models below.
 */
export function ScenarioPanel() {
  const trace = useRun((state) => state.trace);
  const narrow = useMedia(NARROW);
  return (
    <section className="scenario" aria-labelledby="scenario-title">
      <div className="scenario-head">
        <h2 id="scenario-title">Scenario</h2>
        <HistoryButtons />
      </div>
      <Suspense>{trace && <LaterLoadedTrace trace={trace} />}</Suspense>
      <div className="sliders">
        {narrow && <Warnings />}
        <ContextField />
        <ModelField>{!narrow && <ModelRows />}</ModelField>
        <RatioField />
        <LoadField />
      </div>
      {narrow && <ModelRows />}
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
