import { PriceNotes } from '../charts/price-notes';
import { lookAt } from '../slide/look-at';
import { useRun, useScenario, useStores } from '../use-stores';
import { chanceWords, deltaWords } from './delta-words';
import { differences, type Difference } from './differences';
import { METRICS, type MetricId } from './metrics';
import type { ShownReports } from './shown-reports';

/** The question of "What makes the difference" that takes a number apart; absent: none does. */
const TAKEN_APART: Partial<Record<MetricId, Difference['id']>> = {
  ttft: 'time',
  e2e: 'time',
  energy: 'energy',
  cost: 'cost',
};

/** Why B is said to be so many times more or less than A, and how sure that is. */
export function DeltaCard({ id, reports }: { id: MetricId; reports: ShownReports }) {
  const metric = METRICS.find((one) => one.id === id)!;
  const words = deltaWords(metric, reports.a, reports.b ?? null);
  if (!words) return <p className="number-card">These two are not compared.</p>;
  const { ratio, gap, whySame } = words;
  return (
    <div className="number-card">
      <p>
        {metric.label} of B against that of A, {metric.caption}.
      </p>
      <p className="formula">= {ratio}</p>
      <dl>
        <div>
          <dt>B − A</dt>
          <dd>{gap}</dd>
        </div>
      </dl>
      {id === 'cost' && <PriceNotes />}
      {whySame && <p>{whySame}</p>}
      {chanceWords(metric, reports).map((text) => (
        <p key={text}>{text}</p>
      ))}
      <ToParts id={id} reports={reports} />
    </div>
  );
}

/** To the fold that takes the difference apart, where there is one and it can. */
function ToParts({ id, reports: { a, b } }: { id: MetricId; reports: ShownReports }) {
  const stores = useStores();
  const asked = useRun((state) => state.asked);
  const foldable = useScenario(({ scenario }) => scenario.view === 'full' && scenario.layout === 'page');
  const question = TAKEN_APART[id];
  if (!foldable || !question || !differences(a, b ?? null, asked).some((one) => one.id === question))
    return null;
  return (
    <p>
      <button
        type="button"
        className="button-small"
        onClick={() => {
          stores.view.getState().set({ difference: question });
          lookAt('difference', stores);
        }}
      >
        What makes the difference
      </button>
    </p>
  );
}
