import type { Scenario } from '../scenario/scenario';
import type { CurveAxis, TraceSummary } from '../worker/api';
import { AXES, axisOf } from './axes';

/** Where the scenario stands on an axis. A loaded trace brings its own lengths and rate. */
export function currentX(axis: CurveAxis, scenario: Scenario, trace: TraceSummary | null): number {
  if (!trace) return axisOf(axis, scenario, trace).valueOf(scenario);
  const { promptTokensMean, outputTokensMean, requests, durationSeconds } = trace;
  if (axis === 'context') return promptTokensMean + outputTokensMean;
  if (axis === 'ratio') return promptTokensMean / Math.max(1, outputTokensMean);
  if (axis === 'load') return requests / Math.max(1e-9, durationSeconds);
  return AXES.size.valueOf(scenario);
}
