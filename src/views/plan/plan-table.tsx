import { useState } from 'react';
import type { Planned } from '../../scenario/plan/plan';
import { poolPrices } from '../../scenario/pool-prices';
import type { Scenario } from '../../scenario/scenario';
import type { PlanQuestion } from '../../store/plan';
import { count, counted, dollars, seconds, UNKNOWN, watts } from '../../units/format';
import { ARCHITECTURE_TEXT } from '../architectures';
import { useScenario, useStores } from '../use-stores';
import { sloWords } from './plan-promise';
import { breakWords, clusterName, latencyOf, promiseWords } from './plan-words';

const text = (value: number | null, print: (value: number) => string) =>
  value === null ? UNKNOWN : print(value);

/** One cluster a row, and buttons that put it to use. */
export function PlanTable({ question, options }: { question: PlanQuestion; options: readonly Planned[] }) {
  const { goal, percentile, base } = question;
  const [said, setSaid] = useState('');
  return (
    <>
      <div className="table-scroll plan-table" tabIndex={0} role="group" aria-label="Clusters, table">
        <table>
          <thead>
            <tr>
              <th scope="col">Cluster</th>
              <th scope="col">Chips</th>
              <th scope="col">$/h</th>
              <th scope="col">TTFT {percentile}</th>
              <th scope="col">TPOT {percentile}</th>
              <th scope="col">$/M output</th>
              <th scope="col">Power</th>
              <th scope="col">Promise</th>
              <th scope="col">What breaks first</th>
            </tr>
          </thead>
          <tbody>
            {options.map((planned) => {
              const { report, scenario } = planned;
              const { architecture, tensorParallel } = scenario.a;
              const name = clusterName(planned);
              return (
                <tr key={architecture + name}>
                  <th scope="row">
                    {name}
                    <small>
                      {ARCHITECTURE_TEXT[architecture].short}
                      {tensorParallel === 'auto' ? '' : `, tensor parallelism ${count(tensorParallel)}`}
                    </small>
                    <span className="plan-use">
                      <UseButton side="a" planned={planned} name={name} onSaid={setSaid} />
                      <UseButton side="b" planned={planned} name={name} onSaid={setSaid} />
                    </span>
                  </th>
                  <td>{count(report.chips)}</td>
                  <td>
                    {text(report.usd_per_hour, dollars)}
                    {restsOnAssumed(scenario) && <small>assumed</small>}
                  </td>
                  <td>{text(latencyOf(report, 'ttft_s', percentile), seconds)}</td>
                  <td>{text(latencyOf(report, 'tpot_s', percentile), seconds)}</td>
                  <td>{text(report.usd_per_million_output_tokens, dollars)}</td>
                  <td>{text(report.power_w, watts)}</td>
                  <td>{promiseWords(planned, goal, percentile)}</td>
                  <td className="plan-break">{breakWords(planned, goal, percentile, base)}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      <p role="status" className="plan-said">
        {said}
      </p>
    </>
  );
}

/** Whether one of the prices is supposed, and nobody asks or publishes it. */
function restsOnAssumed(scenario: Scenario): boolean {
  const prices = poolPrices(scenario.a, scenario) ?? [];
  return prices.some(({ from }) => from.kind === 'catalogue' && from.record.class === 'assumed');
}

function UseButton(props: {
  side: 'a' | 'b';
  planned: Planned;
  name: string;
  onSaid: (text: string) => void;
}) {
  const { side, planned, name, onSaid } = props;
  const { scenario: store } = useStores();
  const locked = useScenario((state) => state.locked[side]);
  const letter = side.toUpperCase();
  return (
    <button
      type="button"
      className="button-small"
      aria-label={`Use as ${letter}: ${name}`}
      title={locked ? `${letter} is locked` : undefined}
      disabled={locked}
      onClick={() => {
        const { scenario, set } = store.getState();
        const { a, requests, slo } = planned.scenario;
        const more = requests > scenario.requests;
        set({ [side]: a, slo, ...(more && { requests }) });
        const on = more ? `, on ${counted(requests, 'request')}` : '';
        const other = sloWords(slo) !== sloWords(scenario.slo);
        const promised = other ? ` Promised on both sides now: ${sloWords(slo)}.` : '';
        onSaid(`${name} runs as ${letter} now${on}.${promised}`);
      }}
    >
      Use as {letter}
    </button>
  );
}
