import type { FoundClusters } from '../../scenario/plan/plan';
import type { Scenario } from '../../scenario/scenario';
import type { PlanQuestion } from '../../store/plan';
import { count } from '../../units/format';
import { chipName } from '../chip-name';
import { foundWords } from './plan-words';
import { PlanTable } from './plan-table';

/** What the search found, how far it looked, and what it left out. `onAsk`: searches again. */
export function PlanAnswer(props: {
  question: PlanQuestion;
  result: FoundClusters;
  onAsk: (question: PlanQuestion) => void;
}) {
  const { question, result, onAsk } = props;
  const { options, families, fitting, simulated, unpriced } = result;
  return (
    <section className="plan-answer" aria-label="Clusters">
      <p>{foundWords(options, question.percentile, question.chip, question.base.custom)}</p>
      {options.length > 0 && <PlanTable question={question} options={options} />}
      <p className="hint">
        {count(families)} ways to build a cluster were sized, {count(fitting)} of them hold the model
        {question.goal.usdPerHour === null ? '' : ' for the money'}, {count(simulated)} clusters were
        simulated. Sizes are 1, 2, 4 or 8 chips and then whole servers, even where a seller has them by the
        rack only, and no pool of a cluster that keeps the promise could be a size smaller; a prompt pool and
        a decode pool of GPUs are of one kind. Accelerators cost what the catalogue says
        {electricity(question.base.kwh)}. What breaks first is by the closed form, which knows means. The
        workload and its sessions are the scenario’s, KV tiers those of A; each cluster routes as A does, in
        the tensor parallelism whose means leave the most room (one degree for prompts and answers, automatic
        where that is as good).
      </p>
      {scatters(question.base) && (
        <p className="hint">
          Sessions find more of their KV again where routing looks for it: there may be clusters of fewer
          chips that keep the promise.{' '}
          <button type="button" className="button-small" onClick={() => onAsk(kvAware(question))}>
            Search with KV-aware routing
          </button>
        </p>
      )}
      {unpriced.length > 0 && (
        <p className="hint">
          Left out, because the catalogue has no published price:{' '}
          {unpriced.map((id) => chipName(id)).join(', ')}.
        </p>
      )}
    </section>
  );
}

/** Whether turns of a session are sent to machines that do not hold their KV. */
const scatters = ({ sessions, classes, a }: Scenario): boolean =>
  classes === null && sessions.turns > 1 && a.tiers !== null && a.route === null;

const kvAware = (question: PlanQuestion): PlanQuestion => {
  const { base } = question;
  return { ...question, base: { ...base, a: { ...base.a, route: 'kv' } } };
};

const electricity = (kwh: number): string =>
  kwh > 0 ? `, and their electricity on top, at ${String(kwh)} $/kWh` : '';
