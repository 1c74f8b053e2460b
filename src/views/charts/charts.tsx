import { lazy, Suspense, useState } from 'react';
import type { CurveAxis } from '../../worker/api';
import { useScenario } from '../use-stores';
import type { ChartId } from '../page-parts';
import { ChartTabs } from './chart-tabs';
import { CostChart } from './cost-chart';
import { EnergyChart } from './energy-chart';
import { FrontierChart } from './frontier-chart';
import { LatencyChart } from './latency-chart';
import { Unhurried } from '../unhurried';
import { WaterfallChart } from './waterfall-chart';

/** Comes when somebody looks at it. */
const LaterTimeline = lazy(() =>
  import('./timeline/timeline-chart').then(({ TimelineChart }) => ({ default: TimelineChart })),
);

/** The charts, with one cursor for all: the pointer on one shows the same x on the other. */
export function Charts({ shown }: { shown: readonly ChartId[] }) {
  const axis = useScenario((state) => state.scenario.charts.over);
  const [cursor, setCursor] = useState<{ axis: CurveAxis; x: number } | null>(null);
  // An x of another axis means nothing here: tokens are not requests.
  const at = cursor?.axis === axis ? cursor.x : null;
  const move = (x: number | null) => setCursor(x === null ? null : { axis, x });
  return (
    <section className="charts" aria-label="Charts">
      {shown.includes('latency') && (
        <Unhurried pace="at once">
          <LatencyChart cursor={at} onCursor={move} />
        </Unhurried>
      )}
      {shown.includes('energy') && (
        <Unhurried pace="at once">
          <EnergyChart cursor={at} onCursor={move} />
        </Unhurried>
      )}
      <Unhurried pace="at once">
        <ChartTabs
          charts={{
            cost: shown.includes('cost') && <CostChart cursor={at} onCursor={move} />,
            frontier: shown.includes('frontier') && <FrontierChart />,
            waterfall: shown.includes('waterfall') && <WaterfallChart />,
            timeline: shown.includes('timeline') && (
              <Suspense fallback={<div className="timeline-waiting" data-coming />}>
                <LaterTimeline />
              </Suspense>
            ),
          }}
        />
      </Unhurried>
    </section>
  );
}
