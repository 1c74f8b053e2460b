import { useShownReports } from '../answer/use-shown-reports';
import { useRun } from '../use-stores';
import type { SideCurve } from './curve-data';
import { offLineWords, type OffLineOf } from './off-line-words';

/** Once a run has ended: what its dots and their lines are, where they lie apart, and why as far as that is known. */
export function WhyOffLine(props: { of: OffLineOf; curves: readonly SideCurve[]; at: number }) {
  const { of, curves, at } = props;
  const settled = useRun((state) => state.status === 'done');
  const reports = useShownReports();
  const why = settled && offLineWords(of, curves, at, reports);
  return why && <> {why}</>;
}
