import type { SideReport } from '../../engine/result';
import type { ChartChoices } from '../../scenario/chart-choices';
import { joules, joulesTick } from '../../units/format';
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
import { ReadOut } from './read-out';
import { TableTwin } from './table-twin';
import { ScaleChoice } from './scale-choice';
import { useChart } from './use-chart';
import { useChoice } from './use-choice';

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
  const { axis, curves, lines, at, pick, fixed } = useChart(metric, POINTS[per]);
  const reports = useShownReports();
  const a = energyStack('A', reports.a, value);
  const b = energyStack('B', reports.b, value);
  const stacks = reports.b === undefined ? [a] : [a, b];
  return (
    <figure className="figure" aria-label="Energy">
      <div className="figure-head">
        <h2>Energy</h2>
        <Segmented label="Energy per" value={per} options={OPTIONS} onChange={setPer} />
        <AxisChoice figure="Energy" />
        <ScaleChoice figure="Energy" />
      </div>
      <EnergyBars stacks={stacks} per={text} />
      <EnergyBoth reports={reports} />
      <Unknown reports={reports} stacks={stacks} />
      <ReadOut axis={axis} curves={curves} at={cursor ?? at} print={joules} hovering={cursor !== null} />
      <CurveChart
        description={`Joules ${text} of A and B against ${axis.label.toLowerCase()}. The same values are in the table below.`}
        axis={axis}
        curves={curves}
        lines={lines}
        titleY={`Chips and links, ${text}`}
        printY={joulesTick}
        at={at}
        cursor={cursor}
        onCursor={onCursor}
        onPick={pick}
        fixed={fixed}
        figure="Energy"
      />
      <figcaption>
        Bars: where the joules of a token go at this scenario. Height is share, width is joules; above the
        heavy line is what surrounds the chips. Lines: chips and links only.
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

/** A side without bars says why there are none. */
function Unknown(props: {
  reports: ReturnType<typeof useShownReports>;
  stacks: readonly (EnergyStack | null)[];
}) {
  const { reports, stacks } = props;
  return stacks.map((stack, i) => {
    const [side, report] = i === 0 ? (['A', reports.a] as const) : (['B', reports.b] as const);
    if (stack || !report) return null;
    const why = report.feasible
      ? 'the power of one of its chips is not published'
      : 'it cannot run this scenario';
    return (
      <p key={side} className="hint">
        No bar for {side}: {why}.
      </p>
    );
  });
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
