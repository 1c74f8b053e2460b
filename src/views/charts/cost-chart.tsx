import { useCallback } from 'react';
import type { SideReport } from '../../engine/result';
import type { ChartChoices } from '../../scenario/chart-choices';
import { dollars, dollarsTick } from '../../units/format';
import type { ShownReports } from '../answer/shown-reports';
import { sameAnHour } from '../answer/relation';
import { useShownReports } from '../answer/use-shown-reports';
import { Segmented } from '../segmented';
import { AxisChoice } from './axis-choice';
import { cheaperSentence } from './cheaper';
import { sensible } from './crossing-labels';
import { CurveChart } from './curve-chart';
import type { CurveMetric, SimulatedPoint } from './curve-data';
import type { Crossover } from './curve-value';
import { PriceNotes } from './price-notes';
import { PublishedNote } from './published-note';
import { ReadOut } from './read-out';
import { FREE, missingOf, missingSentence } from './reasons';
import { TableTwin } from './table-twin';
import { TokenPrices } from './token-prices';
import { ScaleChoice } from './scale-choice';
import { useChart } from './use-chart';
import { useChoice } from './use-choice';
import { WhyFalling } from './why-falling';
import { WhyOffLine } from './why-off-line';

type Per = ChartChoices['per'];

interface Choice {
  label: string;
  text: string;
  curve: CurveMetric;
  point: (report: SideReport) => SimulatedPoint | null;
}

const CHOICES: Record<Per, Choice> = {
  output: {
    label: 'Per M output',
    text: 'a million output tokens',
    curve: 'usdPerMillionOutputTokens',
    point: (report) => pointOf(report.usd_per_million_output_tokens),
  },
  total: {
    label: 'Per M tokens',
    text: 'a million tokens, prompts too',
    curve: 'usdPerMillionTotalTokens',
    point: (report) => pointOf(report.usd_per_million_total_tokens),
  },
};

const OPTIONS = (['output', 'total'] as const).map((id) => ({ value: id, label: CHOICES[id].label }));

function pointOf(mean: number | null): SimulatedPoint | null {
  // What costs nothing has no place on an axis of prices.
  return mean === null || mean === 0 ? null : { mean, interval: null };
}

/** Sides that cost nothing; null where none is one. */
function freeSentence(reports: ShownReports): string | null {
  const free = missingOf(reports, ({ usd_per_hour }) => (usd_per_hour === 0 ? FREE : null));
  return free.length === 0 ? null : missingSentence('No line', free);
}

/** Dollars for tokens against one of the four sliders. Chips are paid by the hour, so idle time is in the price. */
export function CostChart(props: { cursor: number | null; onCursor: (x: number | null) => void }) {
  const { cursor, onCursor } = props;
  const [per, setPer] = useChoice('per');
  const { text, curve, point } = CHOICES[per];
  const chart = useChart(curve, point);
  const { axis, curves, at } = chart;
  const reports = useShownReports();
  const free = freeSentence(reports);
  const { a, b } = reports;
  const nameCrossover = useCallback(
    ({ x, lowerBefore }: Crossover) => `${lowerBefore} is cheaper up to ${axis.print(sensible(x))}`,
    [axis],
  );
  return (
    <figure className="figure" aria-label="Cost">
      <div className="figure-head">
        <h2>Cost</h2>
        <Segmented label="Cost per" value={per} options={OPTIONS} onChange={setPer} />
        <AxisChoice figure="Cost" />
        <ScaleChoice figure="Cost" />
      </div>
      <p className="verdict">{cheaperSentence(curves, axis)}</p>
      <ReadOut
        axis={axis}
        curves={curves}
        at={cursor ?? at}
        print={dollars}
        hovering={cursor !== null}
        related={a && b && sameAnHour(a, b) ? 'the same an hour' : undefined}
      />
      <CurveChart
        {...chart}
        description={`Dollars for ${text}, A and B against ${axis.label.toLowerCase()}. The same values are in the table below.`}
        titleY={`Dollars for ${text}`}
        printY={dollarsTick}
        cursor={cursor}
        onCursor={onCursor}
        figure="Cost"
        nameCrossover={nameCrossover}
      />
      {free !== null && <p className="hint">{free}</p>}
      <PriceNotes />
      <TokenPrices />
      <figcaption>
        All chips of a side are paid by the hour, busy or idle. Lines: closed form, lighter beyond 60% load.
        Dots: simulated.<span className="screen-only"> Drag to change the scenario.</span>
        <WhyFalling />
        <WhyOffLine of="cost" curves={curves} at={at} />
        <PublishedNote published={chart.published} />
      </figcaption>
      <TableTwin
        caption={`Dollars for ${text} against ${axis.label.toLowerCase()}, by formula`}
        axis={axis}
        curves={curves}
        at={at}
        print={dollars}
      />
    </figure>
  );
}
