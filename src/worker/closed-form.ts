import { estimateReport } from '../engine/estimate-report';
import type { EngineInput, TraceWorkload } from '../engine/input';
import type { ClosedForm, CurveJob, CurveSide, JobInput } from './api';
import { curveOf } from './drawn-curves';

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
  const side = (id: 'a' | 'b', input: JobInput): CurveSide =>
    curveOf(id, axis, values, withTrace(input, trace), activeParameters);
  const curves = { run, axis, values, a: side('a', a), b: b && side('b', b) };
  return { estimate: estimatesOf(a, b, trace), curves };
}

/** The trace in the place of its name. */
export function withTrace(job: JobInput, trace: TraceWorkload | null): EngineInput {
  if (job.workload.kind !== 'loaded') return { ...job, workload: job.workload };
  if (trace === null) throw new Error('no trace is loaded');
  return { ...job, workload: trace };
}
