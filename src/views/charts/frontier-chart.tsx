import { useMemo, useState } from 'react';
import { counted, rate, trimmed } from '../../units/format';
import { useShownReports } from '../answer/use-shown-reports';
import { useSideNames } from '../use-side-names';
import { Segmented } from '../segmented';
import { isUnderWay } from '../../store/run-store';
import { useRun, useScenario, useStores } from '../use-stores';
import {
  degreeText,
  frontierCurve,
  frontierSentence,
  MEASURE_IDS,
  MEASURES,
  unlikeChips,
  withoutLine,
  type FrontierCurve,
  type Measure,
} from './frontier-data';
import { loadOf, type DotLoad } from './frontier-load';
import { FrontierPicture } from './frontier-picture';
import type { Hit } from './frontier-plot';
import { FrontierTable } from './frontier-table';
import { promisedSentence, promisedSpeeds, promisesFirstToken } from './promised-speeds';
import { missingSentence } from './reasons';
import { useChoice } from './use-choice';

/** Speed for each user against tokens for each chip, kilowatt or dollar, over batch and tensor parallelism. */
export function FrontierChart() {
  const closed = useScenario(({ scenario }) => scenario.conc !== null);
  const { scenario: store } = useStores();
  const [measure, setMeasure] = useChoice('rate');
  const [hovered, setHovered] = useState<Hit | null>(null);
  const { unit, short } = MEASURES[measure];
  const curves = useCurves(measure);
  // Dots of the scenario before stay until the run has ended; lighter, because the large dots are newer.
  const stale = useRun(isUnderWay);
  // Another answer may have come while the pointer rests on a dot of the one before.
  const shown = hovered && curves.some(({ dots }) => dots.includes(hovered.dot)) ? hovered : null;
  const { traced, promised, firstToken } = usePromises();
  const load = (hit: Hit) => loadOf(hit, store.getState().scenario, traced);
  const pick = (hit: Hit) => {
    const { patch } = load(hit);
    if (patch) store.getState().set(patch);
  };
  const reports = useShownReports();
  const found = [reports.a, reports.b].some((report) => (report?.prefix?.hit_share ?? 0) >= FOUND_FROM);
  const sentence = [
    frontierSentence(curves, unit),
    found ? (traced ? COMPUTED : FOUND) : '',
    measure === 'chip' ? unlikeChips(reports.a, reports.b) : '',
    promisedSentence(curves, promised, unit),
  ]
    .filter(Boolean)
    .join(' ');
  const missing = withoutLine(curves, reports, measure);
  const why = missing.length > 0 ? missingSentence('No line', missing) : '';
  const lines = missing.length < curves.length;
  const drawn = lines || curves.some(({ now }) => now !== null);
  // What is to come is told of, too, so that it moves nothing.
  const coming = curves.length === 0;
  const told = lines || coming;
  return (
    <figure className="figure" aria-label="Frontier" data-stale={stale}>
      <div className="figure-head">
        <h2>Frontier</h2>
        <Segmented
          label="Throughput"
          value={measure}
          options={MEASURE_IDS.map((id) => ({ value: id, label: MEASURES[id].label }))}
          onChange={setMeasure}
        />
      </div>
      <p className="verdict">{lines ? sentence : drawn && why}</p>
      <FrontierReadOut curves={curves} unit={short} hit={shown} load={shown && load(shown)} />
      <FrontierPicture
        curves={curves}
        promised={promised}
        description={`${unit} against tok/s/user. ${sentence} The same values are in the table below.`}
        titleY={unit}
        nothing={why || 'The frontier comes when the run has ended.'}
        hovered={shown}
        onHover={setHovered}
        onPick={pick}
      />
      {lines && why && <p className="hint">{why}</p>}
      <figcaption>
        {told && SMALL_DOTS}
        {(drawn || coming) && 'Large dots: this scenario at its own load'}
        {told ? '; below the line is idle time. ' : drawn && '.'}
        {told && (
          <span className="screen-only">
            Click a dot to load it: its layout, and{' '}
            {closed
              ? 'as many requests in flight'
              : 'as many requests/s as it answers; they come at random, so that the large dot lands near it, and at the full end of a line may be overloaded'}
            .
          </span>
        )}
        {promised.length > 0 &&
          ` Dashed: a promised time per output token, as speed${told ? '; what misses it is paler' : ''}.`}
        {firstToken && ' A promised first token is on neither axis.'}
      </figcaption>
      {told && <FrontierTable curves={curves} promised={promised} unit={unit} loadOf={load} onPick={pick} />}
    </figure>
  );
}

/** Less is found in memory by chance. */
const FOUND_FROM = 0.01;
const COMPUTED =
  'That is with every prompt computed: what this trace finds in memory lifts its large dot above its line.';
const FOUND = 'What turns find in memory is counted, as it is at the rate of each dot.';

const SMALL_DOTS =
  'Small dots: chips kept busy by users who ask again when answered, prompts included; closed form, 1 request an instance at the right, full batches at the top. ';

/** What the scenario's requests were promised; those of a loaded trace have no classes. */
function usePromises() {
  const traced = useRun(({ trace }) => trace !== null);
  const slo = useScenario(({ scenario }) => scenario.slo);
  const classes = useScenario(({ scenario }) => scenario.classes);
  return useMemo(() => {
    const asked = { slo, classes };
    const promised = promisedSpeeds(asked, traced);
    return { traced, promised, firstToken: promisesFirstToken(asked, traced) };
  }, [slo, classes, traced]);
}

function useCurves(measure: Measure): FrontierCurve[] {
  const lines = useRun((state) => state.frontier);
  const reports = useShownReports();
  const names = useSideNames();
  return useMemo(() => {
    if (!lines) return [];
    const a = frontierCurve('A', names.a.name, lines.a, reports.a, measure);
    if (!names.b || !lines.b) return [a];
    return [a, frontierCurve('B', names.b.name, lines.b, reports.b, measure)];
  }, [lines, reports, names, measure]);
}

/** The dot under the pointer, else the scenario itself; always in the same place. */
function FrontierReadOut(props: {
  curves: readonly FrontierCurve[];
  unit: string;
  hit: Hit | null;
  load: DotLoad | null;
}) {
  const { curves, unit, hit, load } = props;
  if (hit && load) {
    const { side, dot } = hit;
    return (
      <p className="read-out" data-hovering="true">
        <span>
          <b>{side}</b> {degreeText(dot.tensorParallel)}, batch {trimmed(dot.batch)},{' '}
          {counted(dot.users, 'user')}
        </span>
        <span>{rate(dot.x)} tok/s/user</span>
        <span>
          {rate(dot.y)} {unit}
        </span>
        <span>{load.patch ? `Click: ${load.text}` : load.text}</span>
      </p>
    );
  }
  return (
    <p className="read-out" data-hovering="false">
      <span>At this load</span>
      {curves.map(({ side, now }) => (
        <span key={side}>
          <b>{side}</b> {now ? `${rate(now.x)} tok/s/user, ${rate(now.y)} ${unit}` : 'no value'}
          {now?.full && ' (overloaded: off its line)'}
        </span>
      ))}
    </p>
  );
}
