import { curve, type CurveSide } from '../engine/curves';
import { estimateReport } from '../engine/estimate-report';
import type { EngineInput, TraceWorkload } from '../engine/input';
import type { ClosedForm, CurveJob, JobInput } from './api';

/** Answers without a run, for either thread. `trace`: the one that is loaded, on the thread that has it. */
export function estimatesOf(
  a: JobInput,
  b: JobInput | null,
  trace: TraceWorkload | null,
): ClosedForm['estimate'] {
  const of = (input: JobInput) => estimateReport(withTrace(input, trace));
  return { a: of(a), b: b && of(b) };
}

export function closedFormOf(job: CurveJob, trace: TraceWorkload | null): ClosedForm {
  const { run, axis, values, a, b, activeParameters } = job;
  const side = (input: JobInput): CurveSide => curve(axis, values, withTrace(input, trace), activeParameters);
  return { estimate: estimatesOf(a, b, trace), curves: { run, axis, values, a: side(a), b: b && side(b) } };
}

/** The trace in the place of its name. */
export function withTrace(job: JobInput, trace: TraceWorkload | null): EngineInput {
  if (job.workload.kind !== 'loaded') return { ...job, workload: job.workload };
  if (trace === null) throw new Error('no trace is loaded');
  return { ...job, workload: trace };
}
