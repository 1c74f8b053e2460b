import { DeltaCard } from './delta-card';
import type { Column, MetricId } from './metrics';
import { NumberCard } from './number-card';
import type { ShownReports } from './shown-reports';

/** Why a cell of the table says what it says: a number of a side, or the difference of two. */
export function OpenedCard(props: { id: MetricId; column: Column; reports: ShownReports }) {
  const { id, column, reports } = props;
  if (column === 'Δ') return <DeltaCard id={id} reports={reports} />;
  const report = column === 'A' ? reports.a : reports.b;
  return report && <NumberCard id={id} side={column} report={report} />;
}
