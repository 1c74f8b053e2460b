import { useShownReports } from '../answer/use-shown-reports';
import { useRun } from '../use-stores';
import type { SideCurve } from './curve-data';
import { whyAboveLine } from './off-line';

/** Once a run has ended: why its dots lie above their lines, where they do and it tells. */
export function WhyAboveLine({ curves, at }: { curves: readonly SideCurve[]; at: number }) {
  const settled = useRun((state) => state.status === 'done');
  const reports = useShownReports();
  const why = settled && whyAboveLine(curves, at, reports);
  return why && <> {why}</>;
}
