import { useCallback, useMemo } from 'react';
import type { SideReport } from '../../engine/result';
import { useSideNames } from '../use-side-names';
import type { ShownReports } from '../answer/shown-reports';
import { useShownReports } from '../answer/use-shown-reports';
import { axisOf, type Axis } from '../axes';
import { useRun, useScenario, useStores } from '../use-stores';
import { currentX } from '../current-x';
import {
  sideLines,
  type CurveMetric,
  type SideCurve,
  type SideLine,
  type SimulatedPoint,
} from './curve-data';
import { missingOf, missingSentence, UNABLE } from './reasons';
import { usePublishedContext, type PublishedContext } from './use-published';

/** Everything a chart over an axis of the scenario needs from the stores. */
export interface Chart {
  axis: Axis;
  curves: readonly SideCurve[];
  /** The same without what was simulated, which comes in a message of its own and moves no line. */
  lines: readonly SideLine[];
  at: number;
  /** `reach`: how far, in slider steps, a named model catches it. */
  onPick: (x: number, reach?: number) => void;
  /** A loaded trace decides instead. */
  fixed: boolean;
  published: PublishedContext | null;
  /** What to say where there are no curves. */
  instead: string;
}

/** How far, in slider steps, a named model catches the pointer. */
const MODEL_REACH = 2;

export function useChart(metric: CurveMetric, pointOf: (report: SideReport) => SimulatedPoint | null): Chart {
  const { scenario: store } = useStores();
  const axisId = useScenario((state) => state.scenario.charts.over);
  const outcome = useRun((state) => state.curves[axisId]);
  const trace = useRun((state) => state.trace);
  const axis = useScenario((state) => axisOf(axisId, state.scenario, trace));
  const at = useScenario((state) => currentX(axisId, state.scenario, trace));
  const names = useSideNames();
  const reports = useShownReports();

  const lines = useMemo(() => {
    const a = { side: 'A' as const, name: names.a.name };
    const b = names.b && { side: 'B' as const, name: names.b.name };
    return sideLines(outcome, metric, b ? [a, b] : [a]);
  }, [outcome, metric, names]);
  const curves = useMemo(() => {
    const point = (report: SideReport | null | undefined) =>
      report?.method === 'simulated' && report.feasible && !report.saturated ? pointOf(report) : null;
    return lines.map((line) => ({ ...line, point: point(line.side === 'A' ? reports.a : reports.b) }));
  }, [lines, reports, pointOf]);

  const fromTrace = trace !== null && axisId !== 'size';
  const onPick = useCallback(
    (x: number, reach = MODEL_REACH) => {
      if (fromTrace) return;
      const { scenario, set } = store.getState();
      const { scale } = axis;
      set(axis.patch(scenario, scale.fromPosition(scale.toPosition(x)), reach));
    },
    [store, axis, fromTrace],
  );

  const published = usePublishedContext(axis);
  return { axis, curves, lines, at, onPick, fixed: fromTrace, published, instead: insteadOf(reports) };
}

/** Sides that cannot be asked about at all have no curves, ever. */
function insteadOf(reports: ShownReports): string {
  const missing = missingOf(reports, ({ feasible }) => (feasible ? null : UNABLE));
  return missing.length > 0 ? missingSentence('No curve', missing) : 'The curves come with the first answer.';
}
