import type { ValidationSummary } from '../../data/validation';
import { count } from '../../units/format';
import { errorSize } from './agreement-words';
import { groupText, metricName, wasFitted } from './kinds';
import { signedError } from './signed-error';
import { WideTable } from './wide-table';

/** Errors of every group of measurements by engine, chip and metric. */
export function ErrorTable(props: {
  groups: ValidationSummary['groups'];
  compared: ValidationSummary['compared'];
}) {
  const { groups, compared } = props;
  return (
    <section>
      <h3>By group, engine and chip</h3>
      <dl className="validation-groups">
        {compared.map(({ group, what, how }) => (
          <div key={group}>
            <dt>
              {group}: {what}
            </dt>
            <dd>Predicted as: {how}.</dd>
          </div>
        ))}
      </dl>
      <WideTable
        summary={`Errors of ${count(groups.length)} sets of measurements`}
        caption="In sample: constants were fitted on some rows of that group and metric. Not fitted: on none"
        head={['Group', 'Engine', 'Chip', 'Metric', 'Rows', 'Median', '90th percentile', 'Bias', 'Fit']}
        rows={() =>
          groups.map(({ group, system, hardware, metric, n, median, p90, bias }) => ({
            key: [group, system, hardware, metric].join(),
            cells: [
              groupText(group),
              system,
              hardware,
              metricName(metric),
              count(n),
              errorSize(median),
              errorSize(p90),
              signedError(bias),
              wasFitted(compared, group, metric) ? 'in sample' : 'not fitted',
            ],
          }))
        }
      />
    </section>
  );
}
