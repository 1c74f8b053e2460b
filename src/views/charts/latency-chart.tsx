import type { SideReport } from '../../engine/result';
import type { ChartChoices } from '../../scenario/chart-choices';
import { count, seconds } from '../../units/format';
import { secondsTick } from '../../units/ticks';
import { Segmented } from '../segmented';
import { ChartAgreement } from '../validation/agreement-line';
import { AxisChoice } from './axis-choice';
import { CurveChart } from './curve-chart';
import type { CurveMetric, SimulatedPoint } from './curve-data';
import { useOtherLines, type OtherLines } from './other-lines';
import { PublishedNote } from './published-note';
import { ReadOut } from './read-out';
import { TableTwin } from './table-twin';
import { WhyOffLine } from './why-off-line';
import { ScaleChoice } from './scale-choice';
import { useChart } from './use-chart';
import { useChoice } from './use-choice';

interface Choice {
  label: string;
  title: string;
  curve: CurveMetric;
  point: (report: SideReport) => SimulatedPoint | null;
}

function point(values: SideReport['ttft_s']): SimulatedPoint | null {
  if (!values) return null;
  const { mean, p50: low, p99: high } = values;
  return { mean, interval: low === null || high === null ? null : { low, high } };
}

const CHOICES: Record<ChartChoices['y'], Choice> = {
  ttft: {
    label: 'TTFT',
    title: 'Time to first token',
    curve: 'ttftSeconds',
    point: (report) => point(report.ttft_s),
  },
  tpot: {
    label: 'TPOT',
    title: 'Time per output token',
    curve: 'tpotSeconds',
    point: (report) => {
      const own = point(report.tpot_s);
      return own && { ...own, band: report.band?.tpot_s ?? null };
    },
  },
  e2e: {
    label: 'End to end',
    title: 'Whole answer, end to end',
    curve: 'e2eSeconds',
    point: (report) => point(report.e2e_s),
  },
};

const OPTIONS = (['ttft', 'tpot', 'e2e'] as const).map((id) => ({ value: id, label: CHOICES[id].label }));

/** Ticks are round in seconds; in minutes or hours they would not be. */
function tick(value: number): string {
  return value >= 100 ? `${count(value)}\u202fs` : secondsTick(value);
}

function othersText(others: OtherLines | null): string {
  if (others === null) return 'They come when the run has ended.';
  const { unable } = others;
  const missing = unable.length > 0 ? ` ${unable.join(', ')}: no steady answer anywhere.` : '';
  return `Pale lines: closed form, on the chips that their cards bring.${missing}`;
}

/** Latency of A and B against one of the four sliders. */
export function LatencyChart(props: { cursor: number | null; onCursor: (x: number | null) => void }) {
  const { cursor, onCursor } = props;
  const [shown, setShown] = useChoice('y');
  const choice = CHOICES[shown];
  const chart = useChart(choice.curve, choice.point);
  const { axis, curves, at } = chart;
  const [others, setOthers] = useChoice('others');
  const withOthers = others === 'on';
  const otherLines = useOtherLines(choice.curve);
  return (
    <figure className="figure" aria-label="Latency">
      <div className="figure-head">
        <h2>Latency</h2>
        <Segmented label="Latency shown" value={shown} options={OPTIONS} onChange={setShown} />
        <AxisChoice figure="Latency" />
        <ScaleChoice figure="Latency" />
      </div>
      <ReadOut axis={axis} curves={curves} at={cursor ?? at} print={seconds} hovering={cursor !== null} />
      <CurveChart
        {...chart}
        description={`${choice.title} of A and B against ${axis.label.toLowerCase()}. The same values are in the table below.`}
        titleY={choice.title}
        printY={tick}
        cursor={cursor}
        onCursor={onCursor}
        figure="Latency"
        others={otherLines}
      />
      <p
        className="hint other-choice"
        data-behind={withOthers && otherLines?.current !== true ? true : undefined}
      >
        <button
          type="button"
          className="button-small"
          aria-pressed={withOthers}
          onClick={() => setOthers(withOthers ? 'off' : 'on')}
        >
          {withOthers ? '− other architectures' : '+ other architectures'}
        </button>{' '}
        {withOthers && othersText(otherLines)}
      </p>
      <figcaption>
        Lines: closed form, lighter beyond 60% load where it only points the way. Dots: simulated mean; bars:
        half to 99% of the requests
        {curves.some(({ point: own }) => own?.band)
          ? '; pale: where the truth may lie for chips known within a band only'
          : ''}
        .<span className="screen-only"> Drag to change the scenario.</span>
        <WhyOffLine of={shown} curves={curves} at={at} />
        <PublishedNote published={chart.published} />
      </figcaption>
      {shown !== 'e2e' && <ChartAgreement id={shown} />}
      <TableTwin
        caption={`${choice.title} against ${axis.label.toLowerCase()}, by formula`}
        axis={axis}
        curves={curves}
        at={at}
        print={seconds}
      />
    </figure>
  );
}
