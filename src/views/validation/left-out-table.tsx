import type { ValidationSummary } from '../../data/validation';
import { count, UNKNOWN } from '../../units/format';
import { errorSize } from './agreement-words';
import { metricName } from './kinds';
import { WideTable } from './wide-table';

const text = (error: number | null) => (error === null ? UNKNOWN : errorSize(error));

/** Medians on rows that the fit did not see: what to expect of a configuration that nobody measured. */
export function LeftOutTable({ rows }: { rows: ValidationSummary['crossValidation'] }) {
  return (
    <section>
      <h3>On what the fit did not see</h3>
      <p className="hint">
        Cross-validated: whole configurations, chips, models or engines were left out, constants fitted on the
        rest, and the rows left out predicted. Expect the left-out columns of something new, not the first.
      </p>
      <WideTable
        open
        summary="In sample and cross-validated"
        caption="Median errors: in sample, and with rows like these left out of the fit"
        head={[
          'What',
          'Metric',
          'Rows',
          'In sample',
          'Configuration left out',
          'Chip left out',
          'Model left out',
          'Engine left out',
        ]}
        rows={() =>
          rows.map(({ label, metric, n, inSample, configuration, chip, model, engine }) => ({
            key: label + metric,
            cells: [
              label,
              metricName(metric),
              count(n),
              errorSize(inSample),
              text(configuration),
              text(chip),
              text(model),
              text(engine),
            ],
          }))
        }
      />
    </section>
  );
}
