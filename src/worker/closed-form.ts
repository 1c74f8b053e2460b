import { curve, type CurveSide } from '../engine/curves';
import { estimateReport } from '../engine/estimate-report';
import type { EngineInput } from '../engine/input';
import type { ClosedForm, CurveJob, JobInput } from './api';

/** Answers without a run, for either thread. `whole` puts a trace in the place of its name. */
type Whole = (job: JobInput) => EngineInput;

export function estimatesOf(a: JobInput, b: JobInput | null, whole: Whole): ClosedForm['estimate'] {
  return { a: estimateReport(whole(a)), b: b === null ? null : estimateReport(whole(b)) };
}

export function closedFormOf(job: CurveJob, whole: Whole): ClosedForm {
  const { run, axis, values, a, b, activeParameters } = job;
  const side = (input: JobInput): CurveSide => curve(axis, values, whole(input), activeParameters);
  return {
    estimate: estimatesOf(a, b, whole),
    curves: { run, axis, values, a: side(a), b: b === null ? null : side(b) },
  };
}
