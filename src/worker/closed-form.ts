import { estimateReport } from '../engine/estimate-report';
import { curve } from '../engine/curves';
import type { EngineInput, TraceWorkload } from '../engine/input';
import type { ClosedForm, CurveJob, CurveSide, JobInput } from './api';

/** The trace that is loaded, on the thread that has it. */
export interface HeldTrace {
  number: number;
  workload: TraceWorkload;
}

/** Answers without a run, for either thread. */
export function estimatesOf(
  a: JobInput,
  b: JobInput | null,
  trace: HeldTrace | null,
): ClosedForm['estimate'] {
  const of = (input: JobInput) => estimateReport(withTrace(input, trace));
  return { a: of(a), b: b && of(b) };
}

type Draw = (id: 'a' | 'b', ...of: Parameters<typeof curve>) => CurveSide;

/** `draw`: for who remembers the curves that were computed last. */
export function curvesOf(
  job: CurveJob,
  trace: HeldTrace | null,
  draw: Draw = (_, ...of) => curve(...of),
): ClosedForm['curves'] {
  const { run, axis, values, a, b, activeParameters } = job;
  const side = (id: 'a' | 'b', input: JobInput): CurveSide =>
    draw(id, axis, values, withTrace(input, trace), activeParameters);
  return { run, axis, values, a: side('a', a), b: b && side('b', b) };
}

export function closedFormOf(job: CurveJob, trace: HeldTrace | null): ClosedForm {
  return { estimate: estimatesOf(job.a, job.b, trace), curves: curvesOf(job, trace) };
}

/** The trace in the place of its number. Throws where another is loaded by now, or none: an answer would be about that. */
export function withTrace(job: JobInput, trace: HeldTrace | null): EngineInput {
  const { workload } = job;
  if (workload.kind !== 'loaded') return { ...job, workload };
  if (trace?.number !== workload.trace) throw new Error('the trace of this run is no longer loaded');
  return { ...job, workload: trace.workload };
}
