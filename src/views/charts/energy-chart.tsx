import type { SideReport } from '../../engine/result';
import type { ChartChoices } from '../../scenario/chart-choices';
import { joules } from '../../units/format';
import { joulesTick } from '../../units/ticks';
import { energyPartName } from '../answer/part-names';
import { useShownReports } from '../answer/use-shown-reports';
import { Segmented } from '../segmented';
import { ChartAgreement } from '../validation/agreement-line';
import { AxisChoice } from './axis-choice';
import { CurveChart } from './curve-chart';
import type { SimulatedPoint } from './curve-data';
import { EnergyBars } from './energy-bars';
import { EnergyBoth } from './energy-both';
import { energyStack, type EnergyStack } from './energy-parts';
import { PublishedNote } from './published-note';
import { ReadOut } from './read-out';
import { missingSentence, NO_POWER, UNABLE } from './reasons';
import { TableTwin } from './table-twin';
import { ScaleChoice } from './scale-choice';
import { useChart } from './use-chart';
import { useChoice } from './use-choice';
import { WhyFalling } from './why-falling';
import { WhyOffLine } from './why-off-line';

type Per = ChartChoices['per'];

const PER: Record<Per, { text: string; value: (report: SideReport) => number | null }> = {
  output: { text: 'per output token', value: (report) => report.joules_per_output_token },
  total: { text: 'per token, prompts too', value: (report) => report.joules_per_total_token },
};

const POINTS: Record<Per, (report: SideReport) => SimulatedPoint | null> = {
  output: (report) => pointOf(PER.output.value(report)),
  total: (report) => pointOf(PER.total.value(report)),
};

const OPTIONS = [
  { value: 'output', label: 'Per output token' },
  { value: 'total', label: 'Per token' },
] as const;

function pointOf(mean: number | null): SimulatedPoint | null {
  return mean === null ? null : { mean, interval: null };
}

/** Joules of a token: where they go at this scenario, and how they change along one of the four sliders. */
export function EnergyChart(props: { cursor: number | null; onCursor: (x: number | null) => void }) {
  const { cursor, onCursor } = props;
  const [per, setPer] = useChoice('per');
  const { text, value } = PER[per];
  const metric = per === 'output' ? 'joulesPerOutputToken' : 'joulesPerTotalToken';
  const chart = useChart(metric, POINTS[per]);
  const { axis, curves, at } = chart;
  const reports = useShownReports();
  const a = energyStack('A', reports.a, value);
  const b = energyStack('B', reports.b, value);
  const stacks = reports.b === undefined ? [a] : [a, b];
  const missing = missingBars(reports, stacks);
  return (
    <figure className="figure" aria-label="Energy">
      <div className="figure-head">
        <h2>Energy</h2>
        <Segmented label="Energy per" value={per} options={OPTIONS} onChange={setPer} />
        <AxisChoice figure="Energy" />
        <ScaleChoice figure="Energy" />
      </div>
      <EnergyBars stacks={stacks} per={text} nothing={missing} />
      <EnergyBoth reports={reports} />
      {missing !== null && stacks.some((stack) => stack !== null) && <p className="hint">{missing}</p>}
      <ReadOut axis={axis} curves={curves} at={cursor ?? at} print={joules} hovering={cursor !== null} />
      <CurveChart
        {...chart}
        description={`Joules ${text} of A and B against ${axis.label.toLowerCase()}. The same values are in the table below.`}
        titleY={`Chips and links, ${text}`}
        printY={joulesTick}
        cursor={cursor}
        onCursor={onCursor}
        figure="Energy"
      />
      <figcaption>
        The line under a total is its joules, to one scale for both sides; the bar, where they go in this
        scenario. Above its heavy line is what surrounds the chips. Curves: chips and links only.
        <WhyFalling />
        <WhyOffLine of="energy" curves={curves} at={at} />
        <PublishedNote published={chart.published} />
      </figcaption>
      <ChartAgreement id="energy" />
      <TableTwin
        caption={`Joules ${text} against ${axis.label.toLowerCase()}, by formula`}
        axis={axis}
        curves={curves}
        at={at}
        print={joules}
      />
      <PartsTable stacks={stacks.filter((stack) => stack !== null)} per={text} />
    </figure>
  );
}

/** Why a side has no bar; null where all have one, or none has an answer yet. */
function missingBars(
  { a, b }: ReturnType<typeof useShownReports>,
  stacks: readonly (EnergyStack | null)[],
): string | null {
  const missing = stacks.flatMap((stack, i) => {
    const [side, report] = i === 0 ? (['A', a] as const) : (['B', b] as const);
    return stack || !report ? [] : [{ side, why: report.feasible ? NO_POWER : UNABLE }];
  });
  return missing.length === 0 ? null : missingSentence('No bars', missing);
}

function PartsTable({ stacks, per }: { stacks: readonly EnergyStack[]; per: string }) {
  const keys = [...new Set(stacks.flatMap((stack) => stack.parts.map((part) => part.key)))];
  if (keys.length === 0) return null;
  return (
    <details className="table-twin">
      <summary>The parts as a table</summary>
      <div className="table-scroll" tabIndex={0} role="group" aria-label="Parts, table">
        <table>
          <caption>Where the joules go, {per}</caption>
          <thead>
            <tr>
              <th scope="col">Part</th>
              {stacks.map((stack) => (
                <th key={stack.side} scope="col">
                  {stack.side}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {keys.map((key) => (
              <tr key={key}>
                <th scope="row">{energyPartName(key)}</th>
                {stacks.map((stack) => (
                  <td key={stack.side}>
                    {joules(stack.parts.find((part) => part.key === key)?.joules ?? 0)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
