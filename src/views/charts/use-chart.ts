import { useCallback, useMemo } from 'react';
import type { SideReport } from '../../engine/result';
import { ARCHITECTURE_TEXT } from '../architectures';
import { useShownReports } from '../answer/use-shown-reports';
import { AXES, type Axis } from '../axes';
import { useRun, useScenario, useStores } from '../use-stores';
import { currentX } from '../current-x';
import { sideCurves, type CurveMetric, type SideCurve, type SimulatedPoint } from './curve-data';

/** Everything a chart over an axis of the scenario needs from the stores. */
export interface Chart {
  axis: Axis;
  curves: readonly SideCurve[];
  at: number;
  /** `reach`: how far, in slider steps, a named model catches it. */
  pick: (x: number, reach?: number) => void;
  /** A loaded trace decides instead. */
  fixed: boolean;
}

/** How far, in slider steps, a named model catches the pointer. */
const MODEL_REACH = 2;

export function useChart(metric: CurveMetric, pointOf: (report: SideReport) => SimulatedPoint | null): Chart {
  const { scenario: store } = useStores();
  const axisId = useScenario((state) => state.scenario.charts.over);
  const axis = AXES[axisId];
  const outcome = useRun((state) => state.curves[axisId]);
  const trace = useRun((state) => state.trace);
  const at = useScenario((state) => currentX(axisId, state.scenario, trace));
  const nameA = useScenario((state) => ARCHITECTURE_TEXT[state.scenario.a.architecture].short);
  const nameB = useScenario(
    (state) => state.scenario.b && ARCHITECTURE_TEXT[state.scenario.b.architecture].short,
  );
  const reports = useShownReports();

  const curves = useMemo(() => {
    const point = (report: SideReport | null | undefined) =>
      report?.method === 'simulated' && report.feasible && !report.saturated ? pointOf(report) : null;
    const a = { side: 'A' as const, name: nameA, point: point(reports.a) };
    const b = { side: 'B' as const, name: nameB ?? '', point: point(reports.b) };
    return sideCurves(outcome, metric, nameB === null ? [a] : [a, b]);
  }, [outcome, metric, nameA, nameB, reports, pointOf]);

  const fromTrace = trace !== null && axisId !== 'size';
  const pick = useCallback(
    (x: number, reach = MODEL_REACH) => {
      if (fromTrace) return;
      const { scenario, set } = store.getState();
      const { scale } = axis;
      set(axis.patch(scenario, scale.fromPosition(scale.toPosition(x)), reach));
    },
    [store, axis, fromTrace],
  );

  return { axis, curves, at, pick, fixed: fromTrace };
}
