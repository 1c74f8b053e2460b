import type { ValidationSummary } from '../../data/validation';
import { count } from '../../units/format';
import { WideTable } from './wide-table';

/** Rows that nothing was predicted for: counted, with the reason. */
export function UnscoredTable(props: Pick<ValidationSummary, 'rows' | 'scored' | 'unsupported'>) {
  const { rows, scored, unsupported } = props;
  return (
    <section>
      <h3>Not scored</h3>
      <WideTable
        summary={`${count(rows - scored)} rows, and why`}
        caption="Rows without a prediction by reason"
        head={['Reason', 'Rows']}
        rows={() => unsupported.map(({ reason, n }) => ({ key: reason, cells: [reason, count(n)] }))}
      />
    </section>
  );
}
