import type { ValidationSummary } from '../../data/validation';
import { errorText } from './points';
import { groupText, metricName } from './kinds';
import { WideTable } from './wide-table';

/** Where the model is most wrong, by name, and what is known of why. */
export function WorstTable({ worst, failures }: Pick<ValidationSummary, 'worst' | 'failures'>) {
  return (
    <section>
      <h3>Where it is wrong</h3>
      <WideTable
        open
        summary="The worst rows of each group"
        caption="At most one row of a configuration, so that one bad run does not fill the list"
        head={['What', 'Engine and chip', 'Metric', 'Predicted is', 'Known failure']}
        rows={() =>
          worst.map(({ row, group, system, hardware, what, metric, ratio, known }) => ({
            key: row,
            cells: [
              `${row} (${groupText(group)}): ${what}`,
              `${system}, ${hardware}`,
              metricName(metric),
              errorText(Math.log(ratio)),
              known === null ? 'not explained' : (failures[known]?.title ?? 'not explained'),
            ],
          }))
        }
      />
      <details className="table-twin">
        <summary>Known failures, and what is known of why</summary>
        <dl className="validation-groups">
          {failures.map(({ title, text }) => (
            <div key={title}>
              <dt>{title}</dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
      </details>
    </section>
  );
}
