import type { ValidationSummary } from '../../data/validation';
import { count } from '../../units/format';
import { errorSize } from './agreement-words';
import { signedError } from './signed-error';
import { WideTable } from './wide-table';

/** What the project set itself, and what came of it. */
export function TargetTable({ headlines }: { headlines: ValidationSummary['headlines'] }) {
  return (
    <section>
      <h3>Targets</h3>
      <WideTable
        open
        summary="What was aimed at, and what came of it"
        caption="Errors of all rows, those included on which constants were fitted: in sample"
        head={['What', 'Rows', 'Median', '90th percentile', 'Bias', 'Target', 'Met']}
        rows={() =>
          headlines.map(({ what, n, median, p90, bias, target }) => ({
            key: what,
            cells: [
              what,
              count(n),
              errorSize(median),
              errorSize(p90),
              signedError(bias),
              errorSize(target),
              median <= target ? 'met' : <b>missed</b>,
            ],
          }))
        }
      />
    </section>
  );
}
