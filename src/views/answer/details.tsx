import './details.css';
import { DifferenceView } from './difference-view';
import { MemoryView, RemembersView } from './memory-view';
import { PromisesView } from './promises-view';
import type { ShownReports } from './shown-reports';
import { SureView } from './sure-view';
import { WaitsView } from './waits-view';

/** What a fold of the Answer holds; all of them come together, when the first is opened. */
const PARTS = {
  difference: DifferenceView,
  promises: PromisesView,
  memory: MemoryView,
  remembers: RemembersView,
  waits: WaitsView,
  sure: SureView,
};

export type DetailPart = keyof typeof PARTS;

export function Details({ part, reports }: { part: DetailPart; reports: ShownReports }) {
  const Part = PARTS[part];
  return <Part reports={reports} />;
}
